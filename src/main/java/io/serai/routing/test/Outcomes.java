package io.serai.routing.test;

import io.serai.journal.FollowUp;
import io.serai.journal.HistoryEntry;
import io.serai.payment.Payment;
import io.serai.resolution.Remedy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says after a step.
 *
 * @param entries the step's entries
 * @param payment the payment that they are about, or the latest one; null if there is none yet
 * @param owed what is owed
 */
record Outcomes(List<HistoryEntry> entries, @Nullable Payment payment, List<Told> owed) {

  private static final String ENDED = "attempt-ended";

  static Outcomes of(LoopbackHub hub, int before, String latest) {
    InMemoryJournal journal = hub.journal();
    List<HistoryEntry> entries = journal.since(before);
    String id =
        entries.isEmpty()
            ? latest
            : String.valueOf(entries.get(entries.size() - 1).data().get("payment"));
    Payment payment = journal.payment(id).join().orElse(null);
    List<Told> owed = journal.owed().stream().map(one -> owed(hub, one)).toList();
    return new Outcomes(entries, payment, owed);
  }

  private static Told owed(LoopbackHub hub, FollowUp one) {
    Payment payment = hub.journal().payment(one.paymentId()).join().orElseThrow();
    String remedy =
        Remedy.of(one, payment, hub.definition(one.provider()))
            .map(operation -> operation.word())
            .orElse("by hand");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("operation", remedy);
    fields.put("provider", one.provider());
    fields.put("after", one.operation().word());
    fields.put("attempt", one.attempt());
    fields.put("amount", one.minor());
    return new Told(remedy + " " + one.provider(), fields);
  }

  /** The attempts that ended, as operation, provider, outcome and code. */
  List<Told> attempts() {
    return entries.stream()
        .filter(entry -> entry.event().equals(ENDED))
        .map(
            entry ->
                new Told(
                    word(entry, "operation")
                        + " "
                        + word(entry, "provider")
                        + " "
                        + word(entry, "outcome")
                        + " "
                        + word(entry, "code"),
                    entry.data()))
        .toList();
  }

  List<Told> history() {
    return entries.stream().map(entry -> new Told(entry.event(), entry.data())).toList();
  }

  /** The entries as the CloudEvents that the relay makes of them. */
  List<Told> events() {
    return entries.stream()
        .map(
            entry -> {
              String type = "io.serai.payment." + entry.event() + ".v1";
              return new Told(type, Map.of("type", type, "data", entry.data()));
            })
        .toList();
  }

  /** The provider that has the payment, or else the last that was asked. */
  @Nullable String provider() {
    Payment.Placement placed = payment == null ? null : payment.placement();
    if (placed != null) {
      return placed.provider();
    }
    return entries.stream()
        .map(entry -> entry.data().get("provider"))
        .flatMap(name -> Optional.ofNullable(name).stream())
        .map(Object::toString)
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  @Nullable String state() {
    return payment == null ? null : payment.state().word();
  }

  private static String word(HistoryEntry entry, String field) {
    return String.valueOf(entry.data().getOrDefault(field, "-"));
  }
}
