package recobeat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import recobeat.sim.Faults;
import recobeat.sim.Profile;
import recobeat.sim.Sim;
import recobeat.sim.SimOptions;

/** The stand-in as a process. */
@Command(
    name = "sim",
    description = "Runs a stand-in of RecoBeat with its rules, limits and bad days.",
    showDefaultValues = true)
final class SimCommand implements Callable<Integer> {

  @ParentCommand private Root root;
  @Spec private CommandSpec spec;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
  private String host;

  @Option(names = "--port", defaultValue = "8089", description = "Port; 0 takes any free one.")
  private int port;

  @Option(names = "--profile", defaultValue = "fast",
      description = "How long answers take: fast (median 0.25 s), bad (20 to 75 s) or none.")
  private Profile profile;

  @Option(names = "--scale", defaultValue = "1",
      description = "How many times faster than in life time passes.")
  private double scale;

  @Option(names = "--bucket", defaultValue = "5", paramLabel = "PER_SECOND",
      description = "Calls a second that its rate limit lets through; 0 is no limit.")
  private double bucket;

  @Option(names = "--burst", defaultValue = "5", description = "Calls that may come at once.")
  private int burst;

  @Option(names = "--coverage", defaultValue = "0.8",
      description = "Share of all tracks that it knows, 0 to 1.")
  private double coverage;

  @Option(names = "--seed", defaultValue = "1",
      description = "Decides catalogue, delays and faults.")
  private long seed;

  @Override
  public Integer call() throws Exception {
    root.options();
    SimOptions options = options();
    try (Running running = new Running()) {
      Sim sim = Running.await(Sim.start(running.vertx(), options));
      running.atEnd(sim::close);
      spec.commandLine().getOut().println(
          "A stand-in of RecoBeat answers on " + sim.baseUrl() + "; Ctrl-C ends it.");
      Running.stay();
    }
    return 0;
  }

  private SimOptions options() {
    try {
      return new SimOptions(
          host, port, profile, scale, bucket, burst, coverage, seed, Faults.OF_PROFILE);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
