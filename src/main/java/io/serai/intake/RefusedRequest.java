package io.serai.intake;

import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import io.serai.payment.Problem.FieldError;
import io.serai.payment.SeraiException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A request with one or more wrong fields; all of them are named at once. */
public final class RefusedRequest extends SeraiException {

  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  /** A refusal for these reasons, of which there is at least one. */
  public RefusedRequest(ErrorCode code, List<FieldError> errors) {
    super(code, errors.get(0).field(), text(errors), null);
    this.errors = List.copyOf(errors);
  }

  private static String text(List<FieldError> errors) {
    return errors.size() == 1
        ? errors.get(0).field() + ": " + errors.get(0).message()
        : errors.size()
            + " fields are wrong: "
            + errors.stream().map(FieldError::field).distinct().collect(Collectors.joining(", "));
  }

  /** What the caller is told. */
  public Problem problem() {
    return new Problem(code(), String.valueOf(getMessage()), field(), errors, Map.of());
  }
}
