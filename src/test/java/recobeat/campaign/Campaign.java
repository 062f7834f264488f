package recobeat.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The parts of a campaign one after the other, and what is required of all of them together. */
final class Campaign {

  /** Of all that was asked, so much was told at least; or the rest would mean little. */
  private static final double SETTLED_MIN = 0.5;

  private final Path dir;
  private final Form form;
  private final long seed;

  Campaign(Path dir, Form form, long seed) {
    this.dir = dir;
    this.form = form;
    this.seed = seed;
  }

  Report run() throws Exception {
    Scene scene = new Scene(dir, seed);
    try {
      return run(scene);
    } finally {
      scene.end();
    }
  }

  private Report run(Scene scene) throws Exception {
    Report report = scene.report;
    report.note("seed " + seed + ", " + Crowd.CALLERS + " callers");
    Map<Trouble, Integer> happened = new EnumMap<>(Trouble.class);
    RedisPart redis = new RedisPart(scene, form);
    redis.run().forEach((trouble, times) -> happened.merge(trouble, times, Integer::sum));
    EnginePart engine = new EnginePart(scene, form);
    engine.run().forEach((trouble, times) -> happened.merge(trouble, times, Integer::sum));
    if (form.minuteMs() > 0) {
      new RatePart(scene, form.minuteMs()).run();
    }
    answers(scene);
    memory(scene, redis.missed + engine.missed, redis.lost + engine.lost);
    logs(scene);
    List<Trouble> lacking = new ArrayList<>(List.of(Trouble.values()));
    lacking.removeAll(happened.keySet());
    report.require("troubles that came about", "all " + Trouble.values().length,
        lacking.isEmpty() ? "all, " + happened.values().stream().mapToInt(i -> i).sum() + " times"
            : "not " + lacking, lacking.isEmpty());
    scene.verdict.lines().forEach(report::note);
    return report;
  }

  private static void answers(Scene scene) throws IOException {
    List<Path> beats = new ArrayList<>(List.of(scene.dir.resolve("campaign.pauses")));
    scene.engines().forEach(engine -> beats.addAll(engine.pauses()));
    Pauses pauses = Pauses.of(beats);
    Traffic traffic = scene.traffic;
    Verdict verdict = scene.verdict;
    Report report = scene.report;
    long asked = traffic.asked.sum();
    String answered = Report.count(traffic.answered.sum());
    report.require("requests answered once, or cut by a kill", Report.count(asked),
        answered + " + " + Report.count(traffic.cut.sum()),
        asked == traffic.answered.sum() + traffic.cut.sum());
    report.none("requests neither answered nor cut", traffic.lost.sum(), "");
    long late = traffic.late(pauses, verdict);
    report.none("answers later than wait and " + Traffic.GRACE_MS + " ms", late, answered);
    report.none("rows or answers that are wrong", verdict.wrong.sum(),
        Report.count(verdict.rows.sum()));
    report.none("known to the service, called absent", verdict.denials.sum(),
        Report.count(verdict.absences.sum()));
    long told = verdict.rows.sum() + verdict.absences.sum();
    double settled = (double) told / (told + verdict.unsettled.sum());
    report.require("ids that were told at all", "at least " + Report.percent(SETTLED_MIN),
        Report.percent(settled), settled >= SETTLED_MIN);
    report.note("late only as a process stood still: " + (traffic.late() - late)
        + " answers; it did for " + pauses.longestMs() + " ms at most");
    report.note("late of an engine that had just been started: " + traffic.young.sum());
  }

  private static void memory(Scene scene, long missed, long lost) {
    int kills = scene.engines().stream().mapToInt(EngineProcess::kills).sum();
    Audit audit = scene.audit;
    scene.report.require("told before one of " + kills + " kills, not known after", "0",
        Report.count(audit.lost) + " of " + Report.count(audit.lost + audit.kept)
            + ", of one kill " + Report.count(audit.fewest) + " at least",
        audit.lost == 0 && audit.fewest > 0);
    scene.report.none("writes that Redis missed and never got", lost, Report.count(missed));
  }

  private static void logs(Scene scene) throws IOException {
    long blocked = 0;
    long errors = 0;
    for (EngineProcess engine : scene.engines()) {
      for (String line : engine.logged()) {
        if (line.contains("has been blocked for")) {
          blocked++;
          scene.verdict.show(line);
        } else if (line.contains(" ERROR ") || line.startsWith("\tat ")) {
          errors++;
          scene.verdict.show(line);
        }
      }
    }
    scene.report.none("warnings of a blocked event loop", blocked, "");
    scene.report.none("lines of errors in the engine's log", errors, "");
  }
}
