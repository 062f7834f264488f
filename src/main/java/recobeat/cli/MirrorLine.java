package recobeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import recobeat.message.Kept;
import recobeat.message.KinGroup;
import recobeat.message.Known;
import recobeat.message.Manual;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;

/**
 * A line of a mirror. An entry: <code>{"kind":"f","id":"7Kq2…","at":1700000000000,"jitter":17,
 * "strikes":0,"value":{…}}</code>, with {@code "absent":true} for what the service lacks. The value
 * stands last, as the service sent it, byte for byte; one with line breaks in it is {@code
 * "base64"}. A group of like tracks: <code>{"kin":"a1x9…","members":{"7Kq2…":"AQAA…"}}</code>,
 * packed and in base64. Manual features: {@code {"manual":}{@linkplain Manual.Track#toJson a
 * track}{@code }}.
 */
final class MirrorLine {

  private static final String ENTRY = "{\"kind\":";
  private static final String VALUE = ",\"value\":";
  private static final Pattern BREAK = Pattern.compile("[\r\n]");

  private MirrorLine() {}

  static void write(Known known, OutputStream out) throws IOException {
    if (known instanceof Kept kept) {
      write(kept, out);
    } else {
      JsonObject line = known instanceof Manual.Track track
          ? new JsonObject().put("manual", track.toJson())
          : kin((KinGroup) known);
      out.write(line.encode().getBytes(StandardCharsets.UTF_8));
    }
    out.write('\n');
  }

  private static JsonObject kin(KinGroup group) {
    JsonObject members = new JsonObject();
    group.members().forEach((id, packed) ->
        members.put(id, Base64.getEncoder().encodeToString(packed)));
    return new JsonObject().put("kin", group.key()).put("members", members);
  }

  private static void write(Kept kept, OutputStream out) throws IOException {
    Entry entry = kept.entry();
    JsonObject head = new JsonObject()
        .put("kind", kept.key().kind().code())
        .put("id", kept.key().text())
        .put("at", entry.storedAt())
        .put("jitter", entry.jitter())
        .put("strikes", entry.strikes());
    if (entry.isAbsent()) {
      head.put("absent", true);
    }
    Json value = entry.value();
    boolean broken = value != null && BREAK.matcher(value.toString()).find();
    if (value != null && broken) {
      head.put("base64", Base64.getEncoder().encodeToString(value.bytes()));
    }
    byte[] text = head.encode().getBytes(StandardCharsets.UTF_8);
    if (value != null && !broken) {
      out.write(text, 0, text.length - 1);
      out.write(VALUE.getBytes(StandardCharsets.UTF_8));
      out.write(value.bytes());
      out.write('}');
    } else {
      out.write(text);
    }
  }

  /**
   * Reads a line back; fails with {@link IllegalArgumentException}, in words.
   *
   * @param line whose characters are its bytes
   */
  static Known read(String line) {
    // In an id quotes are escaped, so this is the value's; of an entry, which begins so.
    int at = line.startsWith(ENTRY) ? line.indexOf(VALUE) : -1;
    try {
      JsonObject head = new JsonObject(
          utf8(at < 0 ? line : line.substring(0, at) + '}'));
      return head.containsKey("kin") ? kin(head)
          : head.containsKey("manual") ? Manual.Track.fromJson(head.getJsonObject("manual"))
          : kept(head, line, at);
    } catch (DecodeException | ClassCastException | NullPointerException
        | DateTimeException | ArithmeticException wrong) {
      throw new IllegalArgumentException("no entry of a mirror", wrong);
    }
  }

  private static Kept kept(JsonObject head, String line, int at) {
    Kind kind = Kind.of(head.getString("kind", ""));
    if (kind == null || head.getString("id") == null) {
      throw new IllegalArgumentException("no entry of a mirror");
    }
    return new Kept(new Key(kind, head.getString("id")), new Entry(
        value(head, line, at), head.getBoolean("absent", false), head.getLong("at"),
        head.getInteger("jitter", 0), head.getInteger("strikes", 0)));
  }

  private static KinGroup kin(JsonObject line) {
    JsonObject packed = line.getJsonObject("members");
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (String id : packed.fieldNames()) {
      members.put(id, Base64.getDecoder().decode(packed.getString(id)));
    }
    if (members.isEmpty() || !(line.getValue("kin") instanceof String key)) {
      throw new IllegalArgumentException("no group of a mirror");
    }
    return new KinGroup(key, members);
  }

  private static @Nullable Json value(JsonObject head, String line, int at) {
    if (at >= 0) {
      byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
      Json value = Json.copyOf(bytes, at + VALUE.length(), bytes.length - 1);
      value.parse();
      return value;
    }
    String coded = head.getString("base64");
    if (coded == null) {
      return null;
    }
    byte[] bytes = Base64.getDecoder().decode(coded);
    return Json.copyOf(bytes, 0, bytes.length);
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
