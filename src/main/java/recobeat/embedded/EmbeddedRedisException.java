package recobeat.embedded;

import java.io.IOException;

/** Why no Redis could be started, in one line for whoever runs the engine. */
public final class EmbeddedRedisException extends IOException {
  private static final long serialVersionUID = 1;

  EmbeddedRedisException(String message) {
    super(message);
  }

  EmbeddedRedisException(String message, Throwable cause) {
    super(message, cause);
  }
}
