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

  private final Web web;
  private final Questions questions;
  private final Verdict verdict;

  /** Things that were told before, and of these the ones that are not known any more. */
  long kept;
  long lost;

  Audit(Web web, Questions questions, Verdict verdict) {
    this.web = web;
    this.questions = questions;
    this.verdict = verdict;
  }

  /** Asks for all that was told at some time; {@code aside} are times at which it might be lost. */
  void run(String base, Map<Noun, Map<String, Long>> told, List<long[]> aside)
      throws IOException, InterruptedException {
    for (Map.Entry<Noun, Map<String, Long>> each : told.entrySet()) {
      List<String> ids = each.getValue().entrySet().stream()
          .filter(id -> aside.stream()
              .noneMatch(span -> id.getValue() >= span[0] && id.getValue() <= span[1]))
          .map(Map.Entry::getKey)
          .toList();
      for (int at = 0; at < ids.size(); at += IDS_MAX) {
        ask(base, each.getKey(), ids.subList(at, Math.min(at + IDS_MAX, ids.size())));
      }
    }
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
