package recobeat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import recobeat.RecoBeatOptions;
import recobeat.message.Dump;
import recobeat.message.DumpKin;
import recobeat.message.Known;
import recobeat.message.Manual;
import recobeat.message.Measure;

/** Takes everything known with it. */
@Command(
    name = "export",
    description = {
      "Writes everything known to a file: features, details, ids, absences, with their ages,",
      "what guesses are made from, and manual features.",
      "An engine that imports it answers the same, without a call."})
final class ExportCommand implements Callable<Integer> {

  private static final int MANUAL_PART = 500;

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
        Sink sink = known -> {
          writer.write(known);
          bar.step(known.size());
        };
        entries(bus, sink);
        kin(bus, sink);
        manual(bus, sink);
      }
      spec.commandLine().getOut().printf(
          Locale.ROOT, "%,d entries in %s%n", writer.complete(), file);
      return 0;
    }
  }

  /** Takes some of everything. */
  private interface Sink {
    void take(List<? extends Known> known) throws IOException;
  }

  private static void entries(Bus bus, Sink sink) throws Exception {
    String cursor = Dump.END;
    do {
      Dump.Reply part = bus.ask(bus.addresses.dump(), new Dump(cursor));
      sink.take(part.kept());
      cursor = part.cursor();
    } while (!cursor.equals(Dump.END));
  }

  private static void kin(Bus bus, Sink sink) throws Exception {
    String cursor = Dump.END;
    do {
      DumpKin.Reply part = bus.ask(bus.addresses.dumpKin(), new DumpKin(cursor));
      sink.take(part.groups());
      cursor = part.cursor();
    } while (!cursor.equals(Dump.END));
  }

  private static void manual(Bus bus, Sink sink) throws Exception {
    String after = "";
    while (after != null) {
      Manual.Page page = bus.ask(bus.addresses.manual(), new Manual.Read(after, MANUAL_PART));
      sink.take(page.tracks());
      after = page.next();
    }
  }
}
