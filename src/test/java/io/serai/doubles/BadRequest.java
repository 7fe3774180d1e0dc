package io.serai.doubles;

/** A request that cannot be understood; its message names the field. */
final class BadRequest extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String field;

  BadRequest(String field, String problem) {
    this(400, "invalid_request", field, problem);
  }

  BadRequest(int status, String code, String field, String problem) {
    super(field + " " + problem);
    this.status = status;
    this.code = code;
    this.field = field;
  }

  static BadRequest noSuchPath(HttpCall call) {
    return new BadRequest(404, "no_such_path", call.method() + " " + call.path(), "is not known");
  }

  static BadRequest noCredential(String header) {
    return new BadRequest(401, "authentication_error", header, "is missing");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String field() {
    return field;
  }
}
