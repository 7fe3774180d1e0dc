package io.serai.issuing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.issuing.internal.HoldMatch.Candidate;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Which hold a presentment is about: by its references first, then by what it looks like (S4.3).
 */
class HoldMatchTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

  @Test
  void theApprovalCodeCountsMostWhateverTheAmount() {
    var byCode = hold("hld_1", "A1B2C3", "000000000009", 5000, 0);
    var byRrn = hold("hld_2", "ZZZZZZ", "000000000001", 900, 0);
    var byLooks = hold("hld_3", "YYYYYY", null, 900, 0);
    var all = List.of(byLooks, byRrn, byCode);
    assertThat(HoldMatch.of(wanted("a1b2c3", "000000000001", 900), all))
        .contains(new HoldMatch("hld_1", true));
    assertThat(HoldMatch.of(wanted(null, "000000000001", 900), all))
        .contains(new HoldMatch("hld_2", true));
    assertThat(HoldMatch.of(wanted(null, null, 900), List.of(byLooks)))
        .contains(new HoldMatch("hld_3", false));
  }

  @Test
  void anApprovalCodeThatIsGivenOutAgainMeansTheHoldOfItsTime() {
    var old = hold("hld_1", "A1B2C3", null, 900, 60);
    assertThat(HoldMatch.of(wanted("A1B2C3", null, 900), List.of(old))).isEmpty();
    var recent = hold("hld_2", "A1B2C3", null, 900, 20);
    assertThat(HoldMatch.of(wanted("A1B2C3", null, 900), List.of(old, recent)))
        .map(HoldMatch::hold)
        .contains("hld_2");
  }

  @Test
  void ofTwoAlikeTheOlderOpenOneIsMeant() {
    var later = hold("hld_2", "X", null, 900, 0);
    var earlier =
        new Candidate(
            "hld_1", "Y", null, "MERCHANT0000001", 900, 900, true, later.at().minusSeconds(60));
    assertThat(HoldMatch.of(wanted(null, null, 900), List.of(later, earlier)))
        .map(HoldMatch::hold)
        .contains("hld_1");
  }

  @Test
  void anotherAmountMerchantOrDayAloneIsNoMatch() {
    var hold = hold("hld_1", "X", null, 900, 0);
    var daysAgo = hold("hld_2", "X", null, 900, 10);
    var ended =
        new Candidate("hld_3", "X", null, "MERCHANT0000001", 900, 0, false, ClearedCards.NOW);
    var elsewhere = new Candidate("hld_4", "X", null, "OTHER", 900, 900, true, ClearedCards.NOW);
    assertThat(HoldMatch.of(wanted(null, null, 901), List.of(hold))).isEqualTo(Optional.empty());
    assertThat(HoldMatch.of(wanted(null, null, 900), List.of(daysAgo, ended, elsewhere))).isEmpty();
  }

  private static Candidate hold(
      String id, String code, @Nullable String rrn, long minor, int daysAgo) {
    return new Candidate(
        id,
        code,
        rrn,
        "MERCHANT0000001",
        minor,
        minor,
        true,
        ClearedCards.NOW.minus(Duration.ofDays(daysAgo)));
  }

  private static HoldMatch.Wanted wanted(@Nullable String code, @Nullable String rrn, long minor) {
    return new HoldMatch.Wanted(code, rrn, "MERCHANT0000001", minor, DAY);
  }
}
