package recobeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import recobeat.RecoBeatOptions;
import recobeat.message.BadRequest;
import recobeat.message.MissingReport;
import recobeat.message.MissingRequest;
import recobeat.model.Lack;

/** What was asked for in vain. */
@Command(
    name = "missing",
    description = {
      "Tells which tracks were asked for that RecoBeat lacks, how often and by which workflow, and"
          + " what they have in common.",
      "Of a running engine by --url; without it, of what is kept in the Redis that is configured."},
    showDefaultValues = true)
final class MissingCommand implements Callable<Integer> {

  private static final Duration WAIT = Duration.ofSeconds(20);

  /** How it is written down. */
  enum Format { TABLE, JSON, CSV }

  @ParentCommand private Root root;
  @Spec private CommandSpec spec;

  @Option(names = "--url", paramLabel = "URL",
      description = "Bridge of a running engine, like http://127.0.0.1:8080.")
  private @Nullable URI url;

  @Option(names = "--workflow", paramLabel = "ID",
      description = "Only what this workflow was among the last to ask for.")
  private @Nullable String workflow;

  @Option(names = "--reason", converter = LackName.class, paramLabel = "REASON",
      description = "Only what is lacking so: not-found, not-featured or unknown.")
  private @Nullable Lack reason;

  @Option(names = "--limit", defaultValue = "100",
      description = "The most tracks, and the most workflows, 1 to 10000.")
  private int limit;

  @Option(names = "--format", defaultValue = "table",
      description = "table, json or csv; csv has the tracks alone.")
  private Format format;

  @Override
  public Integer call() throws Exception {
    RecoBeatOptions options = root.quiet();
    MissingRequest request = request();
    MissingReport report = url == null ? kept(options, request) : told(url, request);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TABLE -> MissingTable.lines(report).forEach(out::println);
      case JSON -> out.println(report.toJson().encodePrettily());
      case CSV -> out.print(report.toCsv());
    }
    out.flush();
    return 0;
  }

  private MissingRequest request() {
    try {
      return new MissingRequest(limit, workflow, reason);
    } catch (BadRequest wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private static MissingReport kept(RecoBeatOptions options, MissingRequest request)
      throws Exception {
    try (Running running = new Running()) {
      return Running.await(running.engine(options).missing(request));
    }
  }

  private MissingReport told(URI bridge, MissingRequest request) throws InterruptedException {
    String query = request.toJson().stream()
        .map(field -> field.getKey() + '=' + URLEncoder.encode(
            String.valueOf(field.getValue()), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    try {
      var answer = HttpClient.newBuilder().connectTimeout(WAIT).build().send(
          HttpRequest.newBuilder(
                  URI.create(bridge.toString().replaceAll("/+$", "") + "/api/v1/missing?" + query))
              .timeout(WAIT).build(),
          BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            bridge + " answers " + answer.statusCode() + ": " + answer.body());
      }
      return MissingReport.fromJson(new JsonObject(answer.body()));
    } catch (IllegalArgumentException | DecodeException | NullPointerException
        | ClassCastException wrong) {
      throw new ParameterException(spec.commandLine(),
          "--url must be the address of an engine's bridge, not " + bridge, wrong);
    } catch (IOException unreachable) {
      throw new IllegalStateException(bridge + " does not answer: " + unreachable, unreachable);
    }
  }
}
