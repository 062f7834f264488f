package recobeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import recobeat.message.Kept;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;

/**
 * A line of a mirror: <code>{"kind":"f","id":"7Kq2…","at":1700000000000,"jitter":17,"strikes":0,
 * "value":{…}}</code>, with {@code "absent":true} for what the service lacks. The value stands
 * last, as the service sent it, byte for byte; one with line breaks in it is {@code "base64"}.
 */
final class MirrorLine {

  private static final String VALUE = ",\"value\":";
  private static final Pattern BREAK = Pattern.compile("[\r\n]");

  private MirrorLine() {}

  static void write(Kept kept, OutputStream out) throws IOException {
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
    out.write('\n');
  }

  /**
   * Reads a line back; fails with {@link IllegalArgumentException}, in words.
   *
   * @param line whose characters are its bytes
   */
  static Kept read(String line) {
    // In an id quotes are escaped, so this is the value's.
    int at = line.indexOf(VALUE);
    try {
      JsonObject head = new JsonObject(
          utf8(at < 0 ? line : line.substring(0, at) + '}'));
      Kind kind = Kind.of(head.getString("kind", ""));
      if (kind == null || head.getString("id") == null) {
        throw new IllegalArgumentException("no entry of a mirror");
      }
      return new Kept(new Key(kind, head.getString("id")), new Entry(
          value(head, line, at), head.getBoolean("absent", false), head.getLong("at"),
          head.getInteger("jitter", 0), head.getInteger("strikes", 0)));
    } catch (DecodeException | ClassCastException | NullPointerException wrong) {
      throw new IllegalArgumentException("no entry of a mirror", wrong);
    }
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
