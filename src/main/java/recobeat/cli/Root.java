package recobeat.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import recobeat.RecoBeatOptions;
import recobeat.options.Options;

/** What all commands share: the engine's options, from a file, the environment and the line. */
@Command(
    name = "recobeat",
    description = {
      "Stands between applications that build playlists and RecoBeat: answers what is known,"
          + " asks for the rest in few calls.",
      "Without a command it runs the demo."},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class, ServeCommand.class, WarmCommand.class, MissingCommand.class,
      ManualCommand.class, ExportCommand.class, ImportCommand.class, SimCommand.class},
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class)
final class Root {

  private static final String VARIABLES = "RECOBEAT_";

  private final Map<String, String> environment;

  @Option(names = "--conf", paramLabel = "FILE", scope = ScopeType.INHERIT,
      description = "YAML file of options, like conf/recobeat.yaml.")
  private @Nullable Path conf;

  @Option(names = "--set", paramLabel = "KEY=VALUE", scope = ScopeType.INHERIT,
      description = "Sets one option; repeatable. It wins over the environment (KEY a.bC as"
          + " RECOBEAT_A_B_C), which wins over the file.")
  private Map<String, String> set = new LinkedHashMap<>();

  Root(Map<String, String> environment) {
    this.environment = Links.removed(VARIABLES, environment);
  }

  /** Whether the line itself sets an option. */
  boolean isSet(String key) {
    return set.containsKey(key);
  }

  /** The defaults, changed by the file, by the environment, and last by the line itself. */
  RecoBeatOptions options() {
    RecoBeatOptions options = RecoBeatOptions.defaults();
    if (conf != null) {
      options = Options.with(options, ConfFile.read(conf));
    }
    options = Options.with(options, VARIABLES, environment);
    return Options.with(options, set);
  }

  /** Of an engine that recommends nothing, and reads nothing in the background to do so. */
  RecoBeatOptions quiet() {
    return options().with("fallback.neighboursMax", "0");
  }
}
