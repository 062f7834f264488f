package recobeat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import recobeat.RecoBeat;
import recobeat.RecoBeatOptions;

/** Fetches ahead of need. */
@Command(
    name = "warm",
    description = {
      "Fetches what RecoBeat knows of all tracks in a file, within its rate limit, and keeps it.",
      "May be ended at any time: run again, it asks only for what is not known yet."},
    showDefaultValues = true)
final class WarmCommand implements Callable<Integer> {

  @ParentCommand private Root root;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE",
      description = "One id a line: Spotify, RecoBeat or ISRC; # begins a comment. Or CSV with a"
          + " column of Spotify ids or links, or what \"export\" wrote.")
  private Path file;

  @Option(names = "--kinds", split = ",", defaultValue = "tracks,features",
      description = "What to fetch: tracks (details), features or both.")
  private Set<Warming.Want> kinds = EnumSet.allOf(Warming.Want.class);

  @Override
  public Integer call() throws Exception {
    RecoBeatOptions options = root.quiet();
    IdFile ids = new IdFile(file);
    long count = ids.count();
    try (Running running = new Running()) {
      return show(count, warm(running.engine(options), ids, count), spec.commandLine().getOut());
    }
  }

  private Warming.Tally warm(RecoBeat engine, IdFile ids, long count) throws Exception {
    try (Bar bar = new Bar(spec.commandLine().getErr(), "warming", "ids", count)) {
      Warming warming = new Warming(engine, kinds, bar::step);
      ids.forEach(Warming.IDS_EACH, warming::ask);
      return warming.finish();
    }
  }

  private static int show(long count, Warming.Tally tally, PrintWriter out) {
    out.printf(Locale.ROOT, "%,d ids: %,d answers found, %,d absent, %,d malformed, %,d failed; "
        + "%,d of them known before; %.0f calls%n", count, tally.found(), tally.absent(),
        tally.malformed(), tally.failed(), tally.known(), tally.calls());
    if (tally.failed() > 0) {
      out.println("Run it again for those that failed.");
    }
    return tally.failed() > 0 ? 1 : 0;
  }
}
