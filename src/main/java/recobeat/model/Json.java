package recobeat.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A JSON value as the immutable bytes that it came with, so that numbers keep their digits and an
 * answer is made by joining bytes.
 */
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int HASHED_BYTES = 64;

  private final byte[] bytes;

  /** 0 until it is asked for. */
  private int hash;

  private Json(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Keeps a copy of a part of some bytes. */
  public static Json copyOf(byte[] from, int start, int end) {
    return new Json(Arrays.copyOfRange(from, start, end));
  }

  /** Keeps these very bytes, which nobody else writes to. */
  public static Json ofOwn(byte[] bytes) {
    return new Json(bytes);
  }

  /** The UTF-8 bytes of a JSON text. */
  public static Json of(String text) {
    return new Json(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON array of these values. */
  public static Json array(Iterable<Json> values) {
    return new Json(appendArray(Buffer.buffer(), values).getBytes());
  }

  /** Writes a JSON array of these values behind what the buffer holds. */
  public static Buffer appendArray(Buffer buffer, Iterable<Json> values) {
    buffer.appendByte((byte) '[');
    boolean first = true;
    for (Json value : values) {
      if (!first) {
        buffer.appendByte((byte) ',');
      }
      first = false;
      value.appendTo(buffer);
    }
    return buffer.appendByte((byte) ']');
  }

  /** Whether this is an array, as the values of ISRCs are. */
  public boolean isArray() {
    return bytes.length > 0 && bytes[0] == '[';
  }

  /** The members of this array, each as it came. */
  public List<Json> members() {
    List<Json> members = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        members.add(copyOf(bytes, start, (int) parser.currentLocation().getByteOffset()));
      }
    } catch (IOException malformed) {
      throw new IllegalStateException("no array: " + this, malformed);
    }
    return members;
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
    return this == other || other instanceof Json json && Arrays.equals(bytes, json.bytes);
  }

  /** Of the length and the first bytes, which hold an id: rows are long, and compared often. */
  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = bytes.length;
      for (int i = Math.min(bytes.length, HASHED_BYTES) - 1; i >= 0; i--) {
        known = 31 * known + bytes[i];
      }
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return text(0, bytes.length);
  }
}
