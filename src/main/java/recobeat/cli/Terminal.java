package recobeat.cli;

import java.io.Console;

/** Whether somebody watches. */
final class Terminal {

  private Terminal() {}

  /** Since Java 22 a console is no proof of a terminal by itself. */
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }
}
