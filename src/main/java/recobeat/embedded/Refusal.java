package recobeat.embedded;

import java.io.IOException;

/** The error by which a server answers a command. */
final class Refusal extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean loading;

  Refusal(String message) {
    super(message);
    this.loading = message.startsWith("LOADING ");
  }

  /** Whether the server still reads what it stored. */
  boolean isLoading() {
    return loading;
  }
}
