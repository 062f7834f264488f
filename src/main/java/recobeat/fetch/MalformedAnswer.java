package recobeat.fetch;

/** An answer that is not what the service promises; nothing in it can be believed. */
final class MalformedAnswer extends Exception {

  private static final long serialVersionUID = 1;

  MalformedAnswer(String message) {
    super(message);
  }
}
