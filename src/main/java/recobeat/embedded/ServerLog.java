package recobeat.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a server prints, in {@code redis.log}; what the one before it printed, in
 * {@code redis.log.1}, since that may say why it ended.
 */
final class ServerLog {
  static final String FILE = "redis.log";

  private static final int TAIL_LINES_MAX = 3;
  private static final int TAIL_CHARS_MAX = 500;

  /** The pid, role, time and level before each message. */
  private static final Pattern PREFIX = Pattern.compile("^\\d+:[A-Z] .{10,30}? [#*.-] ");

  /** How Redis begins its advice about the system, which no failure is due to. */
  private static final String ADVICE = "WARNING";

  private final Path file;

  ServerLog(Path dir) {
    this.file = dir.resolve(FILE);
  }

  /** The empty log of a server to come. */
  Path begin() throws IOException {
    if (Files.exists(file)) {
      Path earlier = file.resolveSibling(FILE + ".1");
      Files.move(file, earlier, StandardCopyOption.REPLACE_EXISTING);
    }
    return PrivateFiles.create(file);
  }

  /** Its last messages, as one line. */
  String tail() {
    try {
      List<String> lines =
          Files.readString(file, StandardCharsets.ISO_8859_1)
              .lines()
              .map(line -> PREFIX.matcher(line).replaceFirst("").strip())
              .filter(line -> !line.isEmpty() && !line.startsWith(ADVICE))
              .toList();
      int from = Math.max(0, lines.size() - TAIL_LINES_MAX);
      String tail = String.join(" | ", lines.subList(from, lines.size()));
      return tail.substring(Math.max(0, tail.length() - TAIL_CHARS_MAX));
    } catch (IOException e) {
      return "see " + file;
    }
  }
}
