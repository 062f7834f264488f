package recobeat.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import recobeat.model.Guess;
import recobeat.model.Json;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/**
 * One outcome for each id asked, in the order asked; for a query a single one. JSON:
 *
 * <pre>{@code
 * {"outcomes": [
 *   {"id": "7Kq2VbN0xTzPmR4sLw9aYc", "status": "found", "source": "near", "ageMs": 5210,
 *    "value": {"id": "c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8", "energy": 0.733}},
 *   {"id": "0000000000000000000000", "status": "absent", "source": "recobeat", "ageMs": 0},
 *   {"id": "nonsense", "status": "failed", "reason": "malformed"},
 *   {"id": "1Zp6GsLd9QwXc4VnT2kYbR", "status": "guessed", "source": "estimated", "ageMs": 0,
 *    "confidence": 0.31, "basis": "artist: 12 tracks + subgenre trap", "value": {"energy": 0.6}}],
 * "calls": 1}
 * }</pre>
 *
 * @param outcomes as many as ids were asked
 * @param calls to RecoBeat that carried something of it while it was waited for
 */
public record Reply(List<Outcome> outcomes, int calls) {

  /** Copies. */
  public Reply {
    outcomes = List.copyOf(outcomes);
  }

  /** As shown above. */
  public JsonObject toJson() {
    JsonArray array = new JsonArray();
    for (Outcome outcome : outcomes) {
      JsonObject json = head(outcome);
      array.add(outcome.value() == null ? json : json.put("value", outcome.value().parse()));
    }
    return new JsonObject().put("outcomes", array).put("calls", calls);
  }

  /** The same in bytes, where values stay as they came: numbers keep their digits. */
  public Buffer toBuffer() {
    Buffer buffer = Buffer.buffer("{\"outcomes\":[");
    for (int i = 0; i < outcomes.size(); i++) {
      append(i == 0 ? buffer : buffer.appendByte((byte) ','), outcomes.get(i));
    }
    return buffer.appendString("],\"calls\":" + calls + '}');
  }

  /** Writes one outcome behind what the buffer holds. */
  public static Buffer append(Buffer buffer, Outcome outcome) {
    Buffer head = head(outcome).toBuffer();
    if (outcome.value() == null) {
      return buffer.appendBuffer(head);
    }
    buffer.appendBuffer(head, 0, head.length() - 1).appendString(",\"value\":");
    return outcome.value().appendTo(buffer).appendByte((byte) '}');
  }

  /** Read back from its JSON form. */
  public static Reply fromJson(JsonObject json) {
    return new Reply(json.getJsonArray("outcomes").stream()
        .map(outcome -> outcome((JsonObject) outcome)).toList(),
        json.getInteger("calls", 0));
  }

  private static JsonObject head(Outcome outcome) {
    JsonObject json = new JsonObject()
        .put("id", outcome.id())
        .put("status", Fields.name(outcome.status()));
    if (outcome.reason() != null) {
      json.put("reason", Fields.name(outcome.reason()));
    }
    if (outcome.source() != null) {
      json.put("source", Fields.name(outcome.source())).put("ageMs", outcome.ageMs());
    }
    if (outcome.guess() != null) {
      json.put("confidence", outcome.guess().confidence()).put("basis", outcome.guess().basis());
    }
    return json;
  }

  private static Outcome outcome(JsonObject json) {
    Object value = json.getValue("value");
    return new Outcome(
        Fields.text(json, "id"),
        Fields.choice(json, "status", Status.class),
        json.containsKey("source") ? Fields.choice(json, "source", Source.class) : null,
        json.getLong("ageMs", 0L),
        value == null ? null : Json.of(io.vertx.core.json.Json.encode(value)),
        json.containsKey("reason") ? Fields.choice(json, "reason", Reason.class) : null,
        json.containsKey("basis")
            ? new Guess(json.getDouble("confidence"), json.getString("basis"))
            : null);
  }
}
