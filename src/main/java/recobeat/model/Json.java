package recobeat.model;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON value as the immutable bytes that it came with, so that numbers keep their digits and an
 * answer is made by joining bytes.
 */
public final class Json {

  private final byte[] bytes;

  private Json(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Keeps a copy of a part of some bytes. */
  public static Json copyOf(byte[] from, int start, int end) {
    return new Json(Arrays.copyOfRange(from, start, end));
  }

  /** The UTF-8 bytes of a JSON text. */
  public static Json of(String text) {
    return new Json(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON array of these values. */
  public static Json array(Iterable<Json> values) {
    Buffer joined = Buffer.buffer().appendByte((byte) '[');
    for (Json value : values) {
      if (joined.length() > 1) {
        joined.appendByte((byte) ',');
      }
      value.appendTo(joined);
    }
    return new Json(joined.appendByte((byte) ']').getBytes());
  }

  /** This array with one more member behind. */
  public Json appended(Json member) {
    boolean empty = bytes.length == 2;
    Buffer longer = Buffer.buffer().appendBytes(bytes, 0, bytes.length - 1);
    if (!empty) {
      longer.appendByte((byte) ',');
    }
    return new Json(member.appendTo(longer).appendByte((byte) ']').getBytes());
  }

  /** Bytes of UTF-8. */
  public int length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Writes the bytes behind what the buffer holds. */
  public Buffer appendTo(Buffer buffer) {
    return buffer.appendBytes(bytes);
  }

  /** The text of a part, for values of a fixed layout. */
  public String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** Parsed: a {@code JsonObject} or {@code JsonArray}, a string, a number, a boolean or null. */
  public Object parse() {
    return io.vertx.core.json.Json.decodeValue(Buffer.buffer(bytes));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json json && Arrays.equals(bytes, json.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text(0, bytes.length);
  }
}
