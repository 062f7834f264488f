package recobeat.options;

/** An option that does not exist or does not take a value; the message is one line that says so. */
public final class BadOption extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** In words that begin with the option's key. */
  public BadOption(String message) {
    super(message);
  }
}
