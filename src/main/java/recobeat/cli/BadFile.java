package recobeat.cli;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file named on the command line that is of no use; the message is one line that says why. */
final class BadFile extends RuntimeException {

  private static final long serialVersionUID = 1;

  BadFile(Path file, String reason) {
    super(file + ": " + reason);
  }

  BadFile(Path file, Exception cause) {
    super(file + ": " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return reason(unchecked.getCause());
    } else if (cause instanceof CharacterCodingException) {
      return "no UTF-8 text";
    } else if (cause instanceof NoSuchFileException) {
      return "no such file";
    } else if (cause instanceof AccessDeniedException) {
      return "permission denied";
    } else if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return String.valueOf(cause.getMessage());
  }
}
