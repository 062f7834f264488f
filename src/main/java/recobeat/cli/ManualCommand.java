package recobeat.cli;

import io.vertx.core.eventbus.ReplyException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import recobeat.RecoBeatOptions;
import recobeat.message.BadRequest;
import recobeat.message.Failure;
import recobeat.message.Inspect;
import recobeat.message.Manual;

/** Says what RecoBeat does not: features of tracks that it lacks. */
@Command(
    name = "manual",
    description = {
      "Sets, lists and removes features of tracks that RecoBeat lacks. What it tells wins.",
      "They are kept in Redis; engines that run on it know them within fallback.manualEvery."},
    synopsisSubcommandLabel = "COMMAND")
final class ManualCommand {

  private static final int PAGE = 1_000;

  @ParentCommand private Root root;
  @Spec private CommandSpec spec;

  private interface Work {
    void on(Bus bus) throws Exception;
  }

  @Command(description = "Shows all of them.")
  int list() throws Exception {
    return run("list", bus -> {
      String after = "";
      for (Manual.@Nullable Page page = null; page == null || page.next() != null; ) {
        page = bus.ask(bus.addresses.manual(), new Manual.Read(after, PAGE));
        page.tracks().forEach(this::print);
        after = page.next() == null ? "" : page.next();
      }
    });
  }

  private void print(Manual.Track track) {
    out().printf(Locale.ROOT, "%s %s by %s, %s%n", track.id(),
        track.features().entrySet().stream()
            .map(each -> each.getKey() + '=' + each.getValue())
            .collect(Collectors.joining(" ")),
        track.by(), Instant.ofEpochMilli(track.at()));
  }

  @Command(description = "Sets those of a track, in place of those set before.")
  int set(
      @Parameters(paramLabel = "ID", description = "Spotify id, UUID or ISRC.") String id,
      @Parameters(paramLabel = "FEATURE=VALUE", arity = "1..*",
          description = "energy=0.7, tempo=120 and so on; some of them will do.")
      Map<String, Double> features,
      @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}",
          description = "Who says so; ${DEFAULT-VALUE} if not said.") String by)
      throws Exception {
    return run("set", bus -> print(bus.ask(bus.addresses.manual(), new Manual.Put(
        Inspect.of(id).id(), new LinkedHashMap<>(features), by))));
  }

  @Command(description = "Removes those of some tracks.")
  int delete(
      @Parameters(paramLabel = "ID", arity = "1..*",
          description = "Spotify id, UUID or ISRC, as it was set.") List<String> ids)
      throws Exception {
    return run("delete", bus -> {
      int gone = 0;
      for (String id : ids) {
        gone += bus.<Manual.Done>ask(
            bus.addresses.manual(), new Manual.Delete(Inspect.of(id).id())).tracks();
      }
      out().printf(Locale.ROOT, "%,d of %,d removed%n", gone, ids.size());
    });
  }

  @Command(name = "export", description = "Writes all of them to a file, as CSV.")
  int exportAll(@Parameters(paramLabel = "FILE") Path file) throws Exception {
    return run("export", bus -> {
      Manual.Table table = bus.ask(bus.addresses.manual(), new Manual.Export());
      try {
        Files.writeString(file, table.csv());
      } catch (IOException wrong) {
        throw new BadFile(file, wrong);
      }
      out().printf(Locale.ROOT, "%,d tracks in %s%n", table.tracks(), file);
    });
  }

  @Command(name = "import", description = "Sets those of a CSV file, all or none.")
  int importAll(
      @Parameters(paramLabel = "FILE", description = "With a header: id, features by their names;"
          + " perhaps by (who) and at (when).") Path file,
      @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}",
          description = "Who says so where the file does not; ${DEFAULT-VALUE} if not said.")
      String by)
      throws Exception {
    String csv = text(file);
    return run("import", bus -> {
      try {
        Manual.Done done = bus.ask(bus.addresses.manual(), new Manual.Import(csv, by));
        out().printf(Locale.ROOT, "%,d tracks from %s, %,d in all%n",
            done.tracks(), file, done.total());
      } catch (ReplyException refused) {
        throw isWrong(refused) ? new BadFile(file, refused) : refused;
      }
    });
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException wrong) {
      throw new BadFile(file, wrong);
    }
  }

  private int run(String command, Work work) throws Exception {
    RecoBeatOptions options = root.quiet();
    try (Running running = new Running()) {
      running.engine(options);
      work.on(new Bus(running, options));
      return 0;
    } catch (BadRequest wrong) {
      throw wrong(command, wrong);
    } catch (ReplyException refused) {
      throw isWrong(refused) ? wrong(command, refused) : refused;
    }
  }

  private ParameterException wrong(String command, Exception why) {
    return new ParameterException(
        spec.subcommands().get(command), String.valueOf(why.getMessage()), why);
  }

  static boolean isWrong(ReplyException refused) {
    return refused.failureCode() == Failure.BAD_REQUEST.code();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
