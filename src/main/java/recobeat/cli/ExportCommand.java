package recobeat.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        for (Source source : List.of(entries(bus), kin(bus), manual(bus))) {
          Part part = null;
          do {
            part = source.behind(part == null ? null : part.next);
            writer.write(part.known);
            bar.step(part.known.size());
          } while (part.next != null);
        }
      }
      spec.commandLine().getOut().printf(
          Locale.ROOT, "%,d entries in %s%n", writer.complete(), file);
      return 0;
    }
  }

  /** Some of what is known, and what to go on behind; null at the end. */
  private record Part(List<? extends Known> known, @Nullable String next) {

    static Part scanned(List<? extends Known> known, String cursor) {
      return new Part(known, cursor.equals(Dump.END) ? null : cursor);
    }
  }

  /** Gives part by part. */
  private interface Source {
    Part behind(@Nullable String last) throws Exception;
  }

  private static Source entries(Bus bus) {
    return last -> {
      Dump dump = new Dump(last == null ? Dump.END : last);
      Dump.Reply part = bus.ask(bus.addresses.dump(), dump);
      return Part.scanned(part.kept(), part.cursor());
    };
  }

  private static Source kin(Bus bus) {
    return last -> {
      DumpKin dump = new DumpKin(last == null ? Dump.END : last);
      DumpKin.Reply part = bus.ask(bus.addresses.dumpKin(), dump);
      return Part.scanned(part.groups(), part.cursor());
    };
  }

  private static Source manual(Bus bus) {
    return last -> {
      Manual.Read read = new Manual.Read(last == null ? "" : last, MANUAL_PART);
      Manual.Page page = bus.ask(bus.addresses.manual(), read);
      return new Part(page.tracks(), page.next());
    };
  }
}
