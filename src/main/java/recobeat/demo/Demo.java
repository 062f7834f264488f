package recobeat.demo;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import recobeat.RecoBeatOptions;
import recobeat.demo.Runs.Job;
import recobeat.time.Time;

/**
 * Runs one playlist workflow four times against a stand-in of RecoBeat on its bad day: as it was
 * done before, then through an engine cold, warm, and two at once; shows what it measured.
 */
public final class Demo {

  /** The engine's options that the demo decides itself. */
  public static final List<String> OWN =
      List.of("upstream.baseUrl", "redis.uri", "redis.caFile", "redis.dir");

  private final Vertx vertx;
  private final Context context;
  private final DemoOptions options;
  private final RecoBeatOptions engineOptions;
  private final Progress progress;
  private final JsonFile json;
  private final Stage stage;
  private @Nullable Traffic traffic;

  /**
   * Starts nothing yet.
   *
   * @param engineOptions those of the engine, in unscaled time; its service and its Redis are
   *     replaced by the demo's own
   * @param out where everything is shown
   * @param terminal whether that is a terminal, on which a line can be rewritten
   */
  public Demo(Vertx vertx, DemoOptions options, RecoBeatOptions engineOptions, PrintWriter out,
      boolean terminal) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.options = options;
    this.engineOptions = engineOptions;
    this.progress = new Progress(out, terminal);
    this.json = new JsonFile(vertx, options.json());
    this.stage = new Stage(vertx);
  }

  /**
   * Whether it can be run; an {@link IllegalArgumentException} says that the file for the figures
   * cannot be written.
   */
  public Future<Void> check() {
    return onContext(json::check);
  }

  /**
   * Runs, and shows the table. Then everything is ended if the options say so, or else stays up
   * until {@link #close}. When it fails, nothing is left running.
   */
  public Future<DemoResult> run() {
    return onContext(() -> stage.start(options, engineOptions)
        .compose(started -> measure())
        .compose(result -> json.write(result.toJson()).map(result))
        .onSuccess(this::show)
        .compose(result -> (options.exit() ? stage.close() : goOn()).map(result))
        .recover(cause -> stage.close().transform(closed -> Future.failedFuture(cause))));
  }

  /** Ends engine, Redis and stand-in and deletes their folder; does no harm when repeated. */
  public Future<Void> close() {
    return onContext(() -> {
      if (traffic != null) {
        traffic.stop();
      }
      return stage.close();
    });
  }

  private Future<DemoResult> measure() {
    introduce();
    Runs runs = new Runs(
        vertx, stage.sim(), stage.engine(), new Scale(options.scale()), Time.system(), progress);
    List<String> tracks =
        stage.sim().catalogue().sampleTracks(2 * Workflow.SEEDS, options.seed());
    List<String> seeds = tracks.subList(0, Workflow.SEEDS);
    List<String> others = tracks.subList(Workflow.SEEDS, 2 * Workflow.SEEDS);
    return runs.naive(new Job("before", seeds, Mood.BRIGHT)).compose(naive ->
        runs.engine(List.of(new Job("cold", seeds, Mood.BRIGHT))).compose(cold ->
            runs.engine(List.of(new Job("warm", seeds, Mood.BRIGHT))).compose(warm ->
                runs.engine(List.of(
                        new Job("bright", others, Mood.BRIGHT),
                        new Job("calm", others, Mood.CALM)))
                    .map(overlap -> new DemoResult(
                        options.seed(), options.scale(), naive, cold, warm, overlap)))));
  }

  /** Shows the page for operators, and gives it something to show. */
  private Future<Void> goOn() {
    Traffic started = new Traffic(vertx, stage.sim(), stage.engine(),
        new Scale(options.scale()).millis(Runs.PATIENCE), options.seed() + 1);
    traffic = started;
    return stage.engine().listen().transform(listening -> {
      progress.say("");
      progress.say(listening.succeeded()
          ? "What the engine does, live, while light traffic goes on (latencies are scaled):"
          : "There is no page for operators, as " + listening.cause().getMessage());
      if (listening.succeeded()) {
        progress.say("  " + page(listening.result()));
      }
      progress.say("Ctrl-C ends it.");
      started.start();
      return Future.succeededFuture();
    });
  }

  private String page(int port) {
    String scheme = engineOptions.http().certFile().isEmpty() ? "http" : "https";
    return scheme + "://" + engineOptions.http().host() + ":" + port + "/";
  }

  private void introduce() {
    progress.say("One playlist workflow, made four times against a stand-in of RecoBeat on its"
        + " bad day.");
    progress.say(String.format(Locale.ROOT, "Time is scaled: all waits, of the stand-in and of its"
        + " clients, are %,.0f times shorter than in life.", options.scale()));
    progress.say("\"duration\" is scaled up again, the machine's own work with it; \"real\" is"
        + " what it took.");
    progress.say("");
    progress.say("before, the client works like this:");
    Before.lines().forEach(line -> progress.say("  " + line));
    progress.say("");
  }

  private void show(DemoResult result) {
    progress.say("");
    Table.lines(result).forEach(progress::say);
    if (!options.exit()) {
      String id = stage.sim().catalogue().sampleTracks(1, options.seed()).get(0);
      progress.say("");
      progress.say("The engine and its Redis stay up, warm, and so does the stand-in; try");
      progress.say("  curl '" + stage.sim().baseUrl() + "/v1/audio-features?ids=" + id + "'");
    }
  }

  /** All of the demo's state belongs to one event loop, whoever calls. */
  private <T> Future<T> onContext(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(start -> work.get().onComplete(promise));
    return promise.future();
  }
}
