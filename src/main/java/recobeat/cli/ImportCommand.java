package recobeat.cli;

import io.vertx.core.eventbus.ReplyException;
import java.nio.file.Path;
import java.util.ArrayList;
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
      "Reads what \"export\" wrote. What is known here and as young stays. Guesses are the same",
      "as there if nothing was known here before, and no other engine uses this Redis meanwhile.",
      "May be ended at any time: run again, it writes only what is not there yet."})
final class ImportCommand implements Callable<Integer> {

  /** Entries in a step, in which Redis does nothing else. */
  private static final int PART = 500;

  /** The same of groups of tracks, each of which has dozens. */
  private static final int GROUPS = 50;

  @ParentCommand private Root root;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "What \"export\" wrote.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    RecoBeatOptions options = root.quiet();
    Mirror mirror = new Mirror(file);
    // Nothing is written of a file that is damaged or cut off.
    List<Manual.Track> manual = new ArrayList<>();
    long entries = mirror.forEach(PART, piece -> manual.addAll(of(Manual.Track.class, piece)));
    try (Running running = new Running()) {
      running.engine(options);
      Bus bus = new Bus(running, options);
      set(bus, manual);
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
    for (int from = 0; from < kin.size(); from += GROUPS) {
      bus.<RestoreKin.Reply>ask(bus.addresses.restoreKin(),
          new RestoreKin(kin.subList(from, Math.min(kin.size(), from + GROUPS))));
    }
  }

  /** Before all else, as only the engine knows what may be said of a track, and may refuse it. */
  private void set(Bus bus, List<Manual.Track> manual) throws Exception {
    try {
      if (!manual.isEmpty()) {
        bus.<Manual.Done>ask(bus.addresses.manual(), new Manual.Restore(manual));
      }
    } catch (ReplyException refused) {
      throw ManualCommand.isWrong(refused) ? new BadFile(file, refused) : refused;
    }
  }

  private static <K extends Known> List<K> of(Class<K> type, List<Known> piece) {
    return piece.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
