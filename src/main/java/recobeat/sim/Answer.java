package recobeat.sim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An HTTP answer: status, content type and body. */
record Answer(int status, String type, Buffer body) {

  static final String JSON = "application/json";

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Writes one JSON value. */
  interface Writer {
    void writeTo(JsonGenerator out) throws IOException;
  }

  static Answer json(int status, Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      writer.writeTo(out);
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
    return new Answer(status, JSON, Buffer.buffer(bytes.toByteArray()));
  }

  static Answer text(int status, String type, String text) {
    return new Answer(status, type, Buffer.buffer(text));
  }

  /** One of the service's two error bodies; the first three digits of its code are the status. */
  static Answer of(Refusal refusal, Endpoint endpoint, String path, long epochMillis) {
    return json(
        refusal.code() / 10,
        out -> {
          out.writeStartObject();
          if (refusal.parameter() == null) {
            out.writeStringField("timestamp", STAMP.format(Instant.ofEpochMilli(epochMillis)));
            out.writeStringField("error", refusal.text());
            out.writeStringField("path", "uri=" + path);
            out.writeNumberField("status", refusal.code());
          } else {
            out.writeNumberField("status", refusal.code());
            out.writeArrayFieldStart("errors");
            out.writeStartObject();
            out.writeStringField("path", endpoint.handler + "." + refusal.parameter());
            out.writeStringField("message", refusal.text());
            out.writeEndObject();
            out.writeEndArray();
          }
          out.writeEndObject();
        });
  }
}
