package recobeat.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import recobeat.RecoBeatOptions;
import recobeat.bridge.HttpOptions;

/** The engine as a process. */
@Command(name = "serve", description = "Runs the engine and its HTTP bridge until it is ended.")
final class ServeCommand implements Callable<Integer> {

  @ParentCommand private Root root;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    RecoBeatOptions options = root.options();
    try (Running running = running(options.http())) {
      int port = Running.await(running.engine(options).listen());
      String scheme = options.http().certFile().isEmpty() ? "http" : "https";
      spec.commandLine().getOut().println("The engine answers on " + scheme + "://"
          + options.http().host() + ":" + port + "/v1 for " + options.upstream().baseUrl()
          + "; Ctrl-C ends it.");
      Running.stay();
    }
    return 0;
  }

  private static Running running(HttpOptions http) {
    return http.metrics() && http.vertxMetrics()
        ? Running.metered(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
        : new Running();
  }
}
