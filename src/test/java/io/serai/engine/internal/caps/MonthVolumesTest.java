package io.serai.engine.internal.caps;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.events.Payments;
import io.serai.journal.Commit;
import io.serai.journal.NewEntry;
import io.serai.payment.Currency;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.provider.BypassRule;
import io.serai.provider.Definitions;
import io.serai.provider.ProviderDefinition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts to a month's volume of a provider, and to which month (S1.9). */
class MonthVolumesTest {

  private static final Currency YEN = Currency.of("JPY");
  private static final Outcome APPROVED = new Outcome.Approved("ref", null);

  private final Caps caps = new Caps(Clock.systemUTC());

  private static ProviderDefinition gateway(String zone) {
    return Definitions.of(
        "gateway-a",
        Map.of(),
        Set.of(Operation.CHARGE),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        ZoneId.of(zone),
        BypassRule.DEFAULT,
        true,
        List.of());
  }

  private MonthVolumes at(String instant) {
    return new MonthVolumes(caps, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
  }

  private static Commit ended(Payment payment, Operation operation, int attempt, LocalDate day) {
    String subject = operation == Operation.REFUND ? "re_1" : payment.id();
    long minor = operation == Operation.REFUND ? 300 : payment.amount().minor();
    var sent = Payments.attempt(attempt, operation, "gateway-a", subject, minor);
    return Commit.of("c" + attempt, payment, Payments.NOW, day)
        .entry(new NewEntry(EventKind.ATTEMPT_ENDED, EventData.Facts.ended(sent, APPROVED)))
        .build();
  }

  private static Payment approved(long minor) {
    return Payments.fresh("pay_" + minor, minor).become(PaymentState.APPROVED);
  }

  @Test
  void approvalsCountAndWhatIsUndoneIsTakenOffButNoRefund() {
    MonthVolumes volumes = at("2026-11-23T10:00:00Z");
    Commit charge = ended(approved(1000), Operation.CHARGE, 1, Payments.TODAY);
    volumes.committed(charge);
    assertThat(volumes.soFar(gateway("UTC"), YEN)).isEqualTo(1000);
    assertThat(volumes.soFar(gateway("UTC"), Currency.of("USD"))).isZero();

    Commit refund = ended(charge.payment(), Operation.REFUND, 2, Payments.TODAY);
    assertThat(refund.postings()).isNotEmpty();
    volumes.committed(refund);
    assertThat(volumes.soFar(gateway("UTC"), YEN)).isEqualTo(1000);

    volumes.committed(ended(charge.payment(), Operation.REVERSAL, 2, Payments.TODAY));
    assertThat(volumes.soFar(gateway("UTC"), YEN)).isZero();
  }

  @Test
  void theMonthIsTheProvidersOwn() {
    // In Tokyo it is December already.
    MonthVolumes volumes = at("2026-11-30T16:00:00Z");
    volumes.committed(ended(approved(1000), Operation.CHARGE, 1, LocalDate.parse("2026-12-01")));
    volumes.committed(ended(approved(500), Operation.CHARGE, 1, LocalDate.parse("2026-11-30")));
    assertThat(volumes.soFar(gateway("Asia/Tokyo"), YEN)).isEqualTo(1000);
    assertThat(volumes.soFar(gateway("UTC"), YEN)).isEqualTo(500);
  }

  @Test
  void aMonthIsKeptUntilItHasEndedInTheWest() {
    MonthVolumes volumes = at("2026-12-01T05:00:00Z");
    volumes.committed(ended(approved(500), Operation.CHARGE, 1, LocalDate.parse("2026-11-30")));
    assertThat(volumes.soFar(gateway("America/Los_Angeles"), YEN)).isEqualTo(500);
    assertThat(caps.slots())
        .singleElement()
        .satisfies(
            slot -> assertThat(slot.id().window().until()).isEqualTo("2026-12-02T00:00:00Z"));
  }

  @Test
  void whatOthersUndidIsTakenOffWhatThisOneCounted() {
    MonthVolumes volumes = at("2026-11-23T10:00:00Z");
    volumes.committed(ended(approved(1000), Operation.CHARGE, 1, Payments.TODAY));
    Slot.Id id = caps.slots().iterator().next().id();
    caps.others(Map.of(id, new Usage(1, -400)));
    assertThat(volumes.soFar(gateway("UTC"), YEN)).isEqualTo(600);
    caps.others(Map.of(id, new Usage(1, -4000)));
    assertThat(volumes.soFar(gateway("UTC"), YEN)).isZero();
    caps.others(Map.of(id, new Usage(1, Long.MAX_VALUE)));
    assertThat(volumes.soFar(gateway("UTC"), YEN)).isEqualTo(Long.MAX_VALUE);
  }
}
