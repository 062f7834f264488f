package recobeat.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import recobeat.RecoBeatOptions;
import recobeat.demo.Demo;
import recobeat.demo.DemoOptions;
import recobeat.demo.DemoResult;

/** The same playlist workflow four times, and what each cost. */
@Command(
    name = "demo",
    description = "Makes a playlist against a stand-in of RecoBeat on its bad day: without the"
        + " engine, and with it cold, warm and shared. It brings its own service and Redis,"
        + " whatever is configured; the other options apply, in unscaled time.",
    showDefaultValues = true)
final class DemoCommand implements Callable<Integer> {

  @ParentCommand private Root root;
  @Spec private CommandSpec spec;

  @Option(names = "--exit", description = "Ends after the table; else everything stays up.")
  private boolean exit;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the same figures there.")
  private @Nullable Path json;

  @Option(names = "--scale", defaultValue = "100",
      description = "How many times faster than in life time passes, 1 to 1000. The machine's own"
          + " work is scaled up with it, so large scales overstate the engine's durations.")
  private double scale;

  @Option(names = "--seed", defaultValue = "1",
      description = "Decides the stand-in and the playlist's tracks.")
  private long seed;

  @Override
  public Integer call() throws Exception {
    RecoBeatOptions engineOptions = engineOptions();
    DemoOptions options = options();
    try (Running running = new Running()) {
      Demo demo = new Demo(running.vertx(), options, engineOptions,
          spec.commandLine().getOut(), Terminal.isThere());
      check(demo);
      running.atEnd(engineOptions.http().grace(), demo::close);
      DemoResult result = Running.await(demo.run());
      if (!exit) {
        Running.stay();
      }
      return result.isComplete() ? 0 : 1;
    }
  }

  private RecoBeatOptions engineOptions() {
    for (String key : Demo.OWN) {
      if (root.isSet(key)) {
        throw new ParameterException(spec.commandLine(),
            "the demo brings its own service and Redis, so " + key + " cannot be set");
      }
    }
    return root.options();
  }

  private DemoOptions options() {
    try {
      return new DemoOptions(scale, seed, exit, json);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private void check(Demo demo) throws Exception {
    try {
      Running.await(demo.check());
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
