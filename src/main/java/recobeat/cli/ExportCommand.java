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
import recobeat.message.Dump;
import recobeat.message.Measure;

/** Takes everything known with it. */
@Command(
    name = "export",
    description = {
      "Writes everything known to a file: features, details, ids, absences, with their ages.",
      "An engine that imports it answers the same, without a call."})
final class ExportCommand implements Callable<Integer> {

  @ParentCommand private Root root;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Compressed lines of JSON: mirror.ndjson.gz.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    RecoBeatOptions options = root.quiet();
    try (Mirror.Writer writer = new Mirror(file).new Writer(); Running running = new Running()) {
      running.engine(options);
      Bus bus = new Bus(running, options);
      long keys = bus.<Measure.Reply>ask(bus.addresses.measure(), new Measure()).keys();
      try (Bar bar = new Bar(spec.commandLine().getErr(), "exporting", "entries", keys)) {
        String cursor = Dump.END;
        do {
          Dump.Reply part = bus.ask(bus.addresses.dump(), new Dump(cursor));
          writer.write(part.kept());
          bar.step(part.kept().size());
          cursor = part.cursor();
        } while (!cursor.equals(Dump.END));
      }
      spec.commandLine().getOut().printf(
          Locale.ROOT, "%,d entries in %s%n", writer.complete(), file);
      return 0;
    }
  }
}
