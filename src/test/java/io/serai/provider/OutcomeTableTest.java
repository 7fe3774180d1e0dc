package io.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.provider.OutcomeRow.Verdict;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an answer means is what the table says, and nothing else. */
class OutcomeTableTest {

  private final OutcomeTable table =
      new OutcomeTable(
          List.of(
              new OutcomeRow(Map.of("status", "200", "code", "ok"), Verdict.APPROVED),
              new OutcomeRow(Map.of("operation", "refund", "code", "late"), Verdict.ELSEWHERE),
              new OutcomeRow(Map.of("status", "402"), Verdict.DECLINED)));

  @Test
  void theFirstRowThatFitsDecides() {
    assertThat(table.classify(Operation.CHARGE, Map.of("status", 200, "code", "ok")).kind())
        .isEqualTo(Outcome.Kind.APPROVED);
    assertThat(table.classify(Operation.CHARGE, Map.of("status", 402, "decline_code", "51")))
        .isEqualTo(new Outcome.Declined("51", false));
    assertThat(table.classify(Operation.REFUND, Map.of("status", 402, "code", "late")))
        .isEqualTo(new Outcome.Declined("late", true));
  }

  @Test
  void whatNoRowKnowsIsUnknownAndNeverDeclined() {
    assertThat(table.classify(Operation.CHARGE, Map.of("status", 500)))
        .isEqualTo(new Outcome.Unknown("unlisted:status 500"));
    assertThat(table.classify(Operation.CHARGE, Map.of()).kind()).isEqualTo(Outcome.Kind.UNKNOWN);
  }

  @Test
  void overAnIsoLinkThatNobodyIsThereOrThatItWasHadBeforeNeedsNoRow() {
    OutcomeTable link = OutcomeTable.of(provider(Map.of("link", "van-k"), List.of()));
    for (String code : List.of("91", "92", "907", "908")) {
      assertThat(link.classify(Operation.AUTHORIZE, Map.of("code", code)))
          .isEqualTo(new Outcome.Declined(code, true));
    }
    for (String code : List.of("94", "913")) {
      assertThat(link.classify(Operation.AUTHORIZE, Map.of("code", code)).isDuplicate()).isTrue();
    }
    for (String code : List.of("96", "68", "909")) {
      assertThat(link.classify(Operation.AUTHORIZE, Map.of("code", code)))
          .isEqualTo(new Outcome.Unknown("unlisted:" + code));
    }
    var own = List.of(new OutcomeRow(Map.of("code", "91"), Verdict.DECLINED));
    assertThat(
            OutcomeTable.of(provider(Map.of("link", "van-k"), own))
                .classify(Operation.AUTHORIZE, Map.of("code", "91")))
        .isEqualTo(new Outcome.Declined("91", false));
    assertThat(
            OutcomeTable.of(provider(Map.of(), List.of()))
                .classify(Operation.AUTHORIZE, Map.of("code", "91"))
                .kind())
        .isEqualTo(Outcome.Kind.UNKNOWN);
  }

  private static ProviderDefinition provider(Map<String, String> settings, List<OutcomeRow> rows) {
    return new ProviderDefinition(
        "van-k",
        "iso8583-action",
        null,
        settings,
        Set.of(Operation.AUTHORIZE),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        ZoneOffset.UTC,
        BypassRule.DEFAULT,
        false,
        rows,
        Limits.DEFAULT,
        ProviderTerms.NONE,
        null);
  }

  @Test
  void aProvidersReferenceIsPassedOnWhateverItLooksLike() {
    String reference = "ab4111111111111111cd-0123456789012345678901234567890123456789";
    assertThat(
            table.classify(
                Operation.CHARGE,
                Map.of("status", 200, "code", "ok", "provider_reference", reference)))
        .isEqualTo(new Outcome.Approved(reference, null));
  }

  @Test
  void aCodeThatPeopleReadHoldsNoCardNumber() {
    assertThat(
            table
                .classify(Operation.CHARGE, Map.of("code", "card 4111111111111111 refused"))
                .code())
        .isEqualTo("unlisted:card [number] refused");
  }
}
