package recobeat.cli;

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
import recobeat.message.Kept;
import recobeat.message.KinGroup;
import recobeat.message.Known;
import recobeat.message.Manual;
import recobeat.message.Restore;
import recobeat.message.RestoreKin;

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
          restore(bus, piece);
          bar.step(piece.size());
        });
      }
      spec.commandLine().getOut().printf(Locale.ROOT, "%,d entries from %s%n", entries, file);
      return 0;
    }
  }

  private static void restore(Bus bus, List<Known> piece) throws Exception {
    List<Kept> kept = of(Kept.class, piece);
    if (!kept.isEmpty()) {
      bus.<Restore.Reply>ask(bus.addresses.restore(), new Restore(kept));
    }
    List<KinGroup> kin = of(KinGroup.class, piece);
    if (!kin.isEmpty()) {
      bus.<RestoreKin.Reply>ask(bus.addresses.restoreKin(), new RestoreKin(kin));
    }
    List<Manual.Track> manual = of(Manual.Track.class, piece);
    if (!manual.isEmpty()) {
      bus.<Manual.Done>ask(bus.addresses.manual(), new Manual.Restore(manual));
    }
  }

  private static <K extends Known> List<K> of(Class<K> type, List<Known> piece) {
    return piece.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
