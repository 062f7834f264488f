package recobeat.message;

/** A request that cannot be understood; the message names the field and the value. */
public final class BadRequest extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** With the one line that the caller gets. */
  public BadRequest(String message) {
    super(message);
  }
}
