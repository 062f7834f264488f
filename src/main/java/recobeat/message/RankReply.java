package recobeat.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/**
 * Tracks in the order in which they come near to what was wanted. JSON:
 *
 * <pre>{@code
 * {"ranked": [
 *   {"id": "7Kq2VbN0xTzPmR4sLw9aYc", "score": 0.94, "status": "found", "source": "near",
 *    "confidence": 1.0, "passedUnknown": []},
 *   {"id": "SEABC2100417", "score": 0.21, "status": "guessed", "source": "estimated",
 *    "confidence": 0.31, "passedUnknown": ["tempo"]}],
 *  "refused": ["1Zp6GsLd9QwXc4VnT2kYbR"], "calls": 1}
 * }</pre>
 *
 * @param ranked the best first, no more than asked for; of equal scores in the order given
 * @param refused those that a filter refused
 * @param calls to RecoBeat that carried something of it while it was waited for
 */
public record RankReply(List<Ranked> ranked, List<String> refused, int calls) {

  /** Copies. */
  public RankReply {
    ranked = List.copyOf(ranked);
    refused = List.copyOf(refused);
  }

  /**
   * A track that no filter refused.
   *
   * @param id as it was asked
   * @param score 0 to 1; what is guessed counts as much as it is believed, what is unknown nothing
   * @param status of its features
   * @param source of its features; null if there are none and it is not known why
   * @param reason why there is no fact; null if RecoBeat has it, or is known not to
   * @param confidence 1 in facts, that of the guess, 0 in nothing
   * @param passedUnknown the features whose filters it passed only because they are unknown, or
   *     guessed too near to a bound to tell
   */
  public record Ranked(String id, double score, Status status, @Nullable Source source,
      @Nullable Reason reason, double confidence, List<String> passedUnknown) {

    JsonObject toJson() {
      JsonObject json = new JsonObject()
          .put("id", id)
          .put("score", score)
          .put("status", Fields.name(status));
      if (reason != null) {
        json.put("reason", Fields.name(reason));
      }
      if (source != null) {
        json.put("source", Fields.name(source));
      }
      return json.put("confidence", confidence)
          .put("passedUnknown", new JsonArray(passedUnknown));
    }

    static Ranked fromJson(JsonObject json) {
      return new Ranked(
          Fields.text(json, "id"),
          json.getDouble("score"),
          Fields.choice(json, "status", Status.class),
          json.containsKey("source") ? Fields.choice(json, "source", Source.class) : null,
          json.containsKey("reason") ? Fields.choice(json, "reason", Reason.class) : null,
          json.getDouble("confidence"),
          Fields.texts(json, "passedUnknown"));
    }
  }

  /** As shown above. */
  public JsonObject toJson() {
    JsonArray array = new JsonArray();
    ranked.forEach(each -> array.add(each.toJson()));
    return new JsonObject()
        .put("ranked", array)
        .put("refused", new JsonArray(refused))
        .put("calls", calls);
  }

  /** Read back from its JSON form. */
  public static RankReply fromJson(JsonObject json) {
    return new RankReply(
        json.getJsonArray("ranked").stream()
            .map(each -> Ranked.fromJson((JsonObject) each)).toList(),
        Fields.texts(json, "refused"),
        json.getInteger("calls", 0));
  }
}
