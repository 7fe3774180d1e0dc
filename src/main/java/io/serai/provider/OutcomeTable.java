package io.serai.provider;

import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a provider's evidence into an outcome. What no row knows is unknown, never declined. */
public final class OutcomeTable {

  /** What the code of an answer begins with that no row knows. */
  public static final String UNLISTED = "unlisted:";

  /**
   * What DE39 means where a table does not say otherwise: 91 and 92 (action codes 907 and 908 of
   * the editions of 1993 and 2003) that nothing happened here, 94 (913) that the request was had
   * before.
   */
  private static final List<OutcomeRow> ISO_8583 =
      List.of(
          row("91", OutcomeRow.Verdict.ELSEWHERE),
          row("92", OutcomeRow.Verdict.ELSEWHERE),
          row("907", OutcomeRow.Verdict.ELSEWHERE),
          row("908", OutcomeRow.Verdict.ELSEWHERE),
          row("94", OutcomeRow.Verdict.DUPLICATE),
          row("913", OutcomeRow.Verdict.DUPLICATE));

  private final List<OutcomeRow> rows;

  /** A table of rows; the first that fits decides. */
  public OutcomeTable(List<OutcomeRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /** The table of a provider; behind its own rows stand those of its rail. */
  public static OutcomeTable of(ProviderDefinition provider) {
    List<OutcomeRow> rows = new ArrayList<>(provider.outcomes());
    if (provider.link() != null) {
      rows.addAll(ISO_8583);
    }
    return new OutcomeTable(rows);
  }

  private static OutcomeRow row(String code, OutcomeRow.Verdict verdict) {
    return new OutcomeRow(Map.of("code", code), verdict);
  }

  /** The outcome of an operation that was answered with this evidence. */
  public Outcome classify(Operation operation, Map<String, Object> evidence) {
    Map<String, Object> fields = new HashMap<>(evidence);
    fields.put("operation", operation.word());
    return rows.stream()
        .filter(row -> row.fits(fields))
        .findFirst()
        .map(row -> outcome(row.verdict(), evidence))
        .orElseGet(() -> new Outcome.Unknown(UNLISTED + describe(evidence)));
  }

  private static Outcome outcome(OutcomeRow.Verdict verdict, Map<String, Object> evidence) {
    return switch (verdict) {
      case APPROVED ->
          new Outcome.Approved(
              asGiven(evidence.get("provider_reference")), asGiven(evidence.get("approval_code")));
      case DECLINED -> new Outcome.Declined(declineCode(evidence), false);
      case ELSEWHERE -> new Outcome.Declined(declineCode(evidence), true);
      case PENDING ->
          new Outcome.Pending(describe(evidence), asGiven(evidence.get("provider_reference")));
      case UNKNOWN -> new Outcome.Unknown(describe(evidence));
      case DUPLICATE -> new Outcome.Unknown(describe(evidence), true);
    };
  }

  private static String declineCode(Map<String, Object> evidence) {
    String own = text(evidence.get("decline_code"));
    return own == null ? describe(evidence) : own;
  }

  private static String describe(Map<String, Object> evidence) {
    String code = text(evidence.get("code"));
    return code == null ? "status " + text(evidence.get("status")) : code;
  }

  /** The provider's own name for something: whatever it looks like, it is passed on (S1.45). */
  private static @Nullable String asGiven(@Nullable Object value) {
    return value == null || value.toString().isEmpty() ? null : value.toString();
  }

  /** What people read. */
  private static @Nullable String text(@Nullable Object value) {
    return value == null || value.toString().isEmpty() ? null : Printable.of(value);
  }
}
