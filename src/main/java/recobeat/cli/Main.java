package recobeat.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import recobeat.options.BadOption;

/** Where the process starts. */
public final class Main {

  private static final String LOGBACK = "logback.configurationFile";

  private Main() {}

  /** Ends the process with 0, with 1 if something failed, with 2 if it was asked wrongly. */
  public static void main(String[] arguments) {
    // By name, as a logback.xml in the jar would configure the applications that embed it, too.
    if (System.getProperty(LOGBACK) == null) {
      System.setProperty(LOGBACK, "recobeat-logback.xml");
    }
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    System.exit(run(arguments, System.getenv(), out, err));
  }

  /** The exit status of a command line; without arguments it is the demo. */
  static int run(
      String[] arguments, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Root(environment))
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, given) -> refuse(wrong))
        .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, err));
    return line.execute(arguments.length == 0 ? new String[] {"demo"} : arguments);
  }

  private static int refuse(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println("recobeat: " + oneLine(wrong) + "; see "
        + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int fail(Exception failure, PrintWriter err) {
    err.println("recobeat: " + oneLine(failure));
    return failure instanceof BadOption || failure instanceof BadFile
        ? ExitCode.USAGE
        : ExitCode.SOFTWARE;
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
