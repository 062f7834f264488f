package recobeat.demo;

import java.io.PrintWriter;

/** Shows how far the demo is: one line rewritten in place on a terminal, plain lines elsewhere. */
final class Progress {

  private static final String REWRITE = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal;

  Progress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A line that stays. */
  void say(String line) {
    out.println(terminal ? REWRITE + line : line);
    out.flush();
  }

  /** A step that was reached; on a terminal the next one overwrites it. */
  void step(String line) {
    if (terminal) {
      tick(line);
    } else {
      say("  " + line);
    }
  }

  /** How it stands just now; only a terminal shows it. */
  void tick(String line) {
    if (terminal) {
      out.print(REWRITE + "  " + line);
      out.flush();
    }
  }
}
