package recobeat.campaign;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether an engine that was killed still knows what it told, without a call to the service. */
final class Audit {

  private static final int IDS_MAX = 1_000;
  private static final Set<String> KEPT = Set.of("near", "redis", "stale");

  /** What Redis took so shortly before its end may not be in its file. */
  private static final long FILE_NANOS = 2_000_000_000;

  private final Web web;
  private final Questions questions;
  private final Verdict verdict;

  private final List<long[]> doubts = new ArrayList<>();

  /** Things that were told before and are still known, and the ones that are not. */
  long kept;
  long lost;

  /** How many there were to ask for after the kill with the fewest of them. */
  long fewest = Long.MAX_VALUE;

  Audit(Web web, Questions questions, Verdict verdict) {
    this.web = web;
    this.questions = questions;
    this.verdict = verdict;
  }

  /** Something is killed now: what was told just before, and while that is noticed, may be lost. */
  void doubt() {
    long now = System.nanoTime();
    doubts.add(new long[] {now - FILE_NANOS, now + FILE_NANOS});
  }

  /** Asks for all that was told before and is in no doubt. */
  void run(String base) throws IOException, InterruptedException {
    long before = kept + lost;
    for (Map.Entry<Noun, Map<String, Long>> each : verdict.told().entrySet()) {
      List<String> ids = each.getValue().entrySet().stream()
          .filter(id -> doubts.stream()
              .noneMatch(span -> id.getValue() >= span[0] && id.getValue() <= span[1]))
          .map(Map.Entry::getKey)
          .toList();
      for (int at = 0; at < ids.size(); at += IDS_MAX) {
        ask(base, each.getKey(), ids.subList(at, Math.min(at + IDS_MAX, ids.size())));
      }
    }
    fewest = Math.min(fewest, kept + lost - before);
  }

  private void ask(String base, Noun noun, List<String> ids)
      throws IOException, InterruptedException {
    JsonObject body = new JsonObject()
        .put("ids", new JsonArray(new ArrayList<>(ids))).put("waitMs", 10_000);
    if (noun == Noun.MAPPINGS) {
      body.put("entity", "track");
    }
    JsonObject reply = web.post(base, noun.address, body).json();
    for (JsonObject outcome : Web.objects(reply.getJsonArray("outcomes"))) {
      if (questions.checkOutcome(noun, outcome, verdict)
          && KEPT.contains(outcome.getString("source"))) {
        kept++;
      } else {
        lost++;
        verdict.show("lost: " + noun + " " + outcome);
      }
    }
  }
}
