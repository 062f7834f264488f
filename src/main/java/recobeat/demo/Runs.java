package recobeat.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import recobeat.RecoBeat;
import recobeat.message.WorkflowReport;
import recobeat.message.WorkflowRequest;
import recobeat.sim.Sim;
import recobeat.time.Time;

/** Makes the four runs, one after the other, and measures each. */
final class Runs {

  /** As long as the client of before waits for one answer in its three tries. */
  static final Duration PATIENCE = Before.Tool.TRACKS.timeout().multipliedBy(Retry.TRIES);

  private static final long REDRAW_MILLIS = 100;

  private final Vertx vertx;
  private final Sim sim;
  private final RecoBeat engine;
  private final Scale scale;
  private final Time time;
  private final Progress progress;

  Runs(
      Vertx vertx, Sim sim, RecoBeat engine, Scale scale, Time time, Progress progress) {
    this.vertx = vertx;
    this.sim = sim;
    this.engine = engine;
    this.scale = scale;
    this.time = time;
    this.progress = progress;
  }

  /** One workflow to make: its name, which is its account too, its seeds and its mood. */
  record Job(String name, List<String> seeds, Mood mood) {}

  /** As it was before. */
  Future<Figures> naive(Job job) {
    NaiveClient client = new NaiveClient(vertx, sim.baseUrl(), scale, time);
    return measured(List.of(job), any -> client)
        .map(run -> run.figures(List.of()))
        .onComplete(ended -> client.close());
  }

  /** Through the engine, all jobs at once. */
  Future<Figures> engine(List<Job> jobs) {
    long waitMs = scale.millis(PATIENCE);
    return measured(jobs, job -> new EngineClient(engine, job.name(), waitMs))
        .compose(run -> accounts(jobs).map(run::figures));
  }

  private Future<List<WorkflowReport>> accounts(List<Job> jobs) {
    return Future.all(jobs.stream()
        .map(job -> engine.workflow(new WorkflowRequest(job.name()))).toList())
        .map(all -> all.<WorkflowReport>list());
  }

  private Future<Measured> measured(List<Job> jobs, Function<Job, Service> client) {
    sim.counters().reset();
    long start = time.millis();
    long redraw = vertx.setPeriodic(REDRAW_MILLIS, tick -> progress.tick(state(jobs, start)));
    List<Future<Playlist>> playlists = new ArrayList<>();
    for (Job job : jobs) {
      Workflow workflow = new Workflow(client.apply(job), job.mood(), step ->
          progress.step(job.name() + ": " + step + ", " + state(jobs, start)));
      playlists.add(workflow.run(job.seeds()));
    }
    return Future.all(playlists)
        .map(all -> new Measured(
            all.list(), sim.counters().requests(), time.millis() - start, scale))
        .onComplete(ended -> vertx.cancelTimer(redraw));
  }

  private String state(List<Job> jobs, long start) {
    return String.format(Locale.ROOT, "%d calls, %,.0f s", sim.counters().requests(),
        scale.seconds(time.millis() - start));
  }

  private record Measured(List<Playlist> playlists, long requests, long realMs, Scale scale) {

    Figures figures(List<WorkflowReport> accounts) {
      return new Figures(
          playlists.size(),
          requests,
          accounts.stream().mapToDouble(WorkflowReport::calls).sum(),
          realMs,
          scale.seconds(realMs),
          accounts.stream().mapToLong(WorkflowReport::asked).sum(),
          accounts.stream().mapToLong(WorkflowReport::hits).sum(),
          accounts.stream().mapToLong(WorkflowReport::joined).sum(),
          playlists.stream().mapToLong(Playlist::errors).sum(),
          playlists.stream().allMatch(Playlist::complete));
    }
  }
}
