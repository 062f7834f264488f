package recobeat.sim;

import org.jspecify.annotations.Nullable;

/** The service's own error answer; carries no stack trace, since it is an answer like any other. */
final class Refusal extends RuntimeException {

  static final int PARAMETER_MISSING = 4001;
  static final int BAD_REQUEST = 4002;
  static final int OUT_OF_RANGE = 4004;
  static final int NOT_FOUND = 4041;
  static final int NO_SUCH_URL = 4042;
  static final int TOO_MANY_REQUESTS = 4291;
  static final int UNKNOWN = 5001;

  private static final long serialVersionUID = 1L;

  private final int code;
  private final @Nullable String parameter;

  private Refusal(int code, @Nullable String parameter, String text) {
    super(text, null, false, false);
    this.code = code;
    this.parameter = parameter;
  }

  static Refusal of(int code, String text) {
    return new Refusal(code, null, text);
  }

  static Refusal missing(String parameter, String type) {
    return of(
        PARAMETER_MISSING,
        "Required request parameter '" + parameter + "' for method parameter type " + type
            + " is not present");
  }

  static Refusal outOfRange(String parameter, String text) {
    return new Refusal(OUT_OF_RANGE, parameter, text);
  }

  static Refusal notFound(String what, String id) {
    return of(NOT_FOUND, what + " not found with id : '" + id + "' not found");
  }

  int code() {
    return code;
  }

  /** The parameter that is out of range; null for every other error. */
  @Nullable String parameter() {
    return parameter;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
