package recobeat.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import recobeat.RecoBeatOptions;
import recobeat.message.Kept;
import recobeat.message.Restore;

/** Brings in what was known elsewhere. */
@Command(
    name = "import",
    description = {
      "Reads what \"export\" wrote. What is known here and as young stays.",
      "May be ended at any time: run again, it writes only what is not there yet."})
final class ImportCommand implements Callable<Integer> {

  /** Entries in a step, in which Redis does nothing else. */
  private static final int PART = 500;

  @ParentCommand private Root root;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "What \"export\" wrote.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    RecoBeatOptions options = root.quiet();
    Mirror mirror = new Mirror(file);
    // Nothing is written of a file that is damaged or cut off.
    long entries = mirror.forEach(PART, piece -> { });
    try (Running running = new Running()) {
      running.engine(options);
      Bus bus = new Bus(running, options);
      try (Bar bar = new Bar(spec.commandLine().getErr(), "importing", "entries", entries)) {
        mirror.forEach(PART, piece -> {
          if (!piece.isEmpty()) {
            bus.<Restore.Reply>ask(bus.addresses.restore(), new Restore(piece));
          }
          bar.step(piece.size());
        });
      }
      spec.commandLine().getOut().printf(Locale.ROOT, "%,d entries from %s%n", entries, file);
      return 0;
    }
  }
}
