package recobeat.sim;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The analysis of an uploaded file: plausible numbers, the same for the same bytes. */
final class Upload {

  private static final long BYTES_MAX = 5L * 1024 * 1024;
  private static final Set<String> TYPES =
      Set.of("mp3", "ogg", "oga", "aif", "aiff", "aifc", "wav", "aac", "m4a", "mp4");

  private final CRC32 sum = new CRC32();
  private long bytes;
  private @Nullable String fileName;

  private Upload() {}

  static boolean isMultipart(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /** Reads a request that was paused on arrival; fails with a {@link Refusal}. */
  static Future<Answer> answer(HttpServerRequest request) {
    Upload upload = new Upload();
    request.setExpectMultipart(true);
    request.uploadHandler(upload::onPart);
    Promise<Void> read = Promise.promise();
    // What is no multipart form fails on the way, and then has no end.
    request.exceptionHandler(read::tryFail);
    request.endHandler(read::tryComplete);
    request.resume();
    return read.future().map(whole -> upload.analysed());
  }

  private void onPart(HttpServerFileUpload part) {
    if (part.name().equals("audioFile")) {
      fileName = part.filename();
      part.handler(this::onBytes);
    }
  }

  private void onBytes(Buffer buffer) {
    bytes += buffer.length();
    sum.update(buffer.getBytes());
  }

  private Answer analysed() {
    if (fileName == null) {
      throw Refusal.of(
          Refusal.PARAMETER_MISSING, "Required part 'audioFile' is not present.");
    }
    String name = fileName.toLowerCase(Locale.ROOT);
    if (!TYPES.contains(name.substring(name.lastIndexOf('.') + 1))) {
      throw Refusal.of(Refusal.BAD_REQUEST, "Unsupported file type");
    }
    if (bytes > BYTES_MAX) {
      throw Refusal.of(Refusal.BAD_REQUEST, "Maximum upload size exceeded");
    }
    RandomGenerator random = new SplittableRandom(Mix.mix(sum.getValue()));
    Genre genre = Genre.values()[random.nextInt(Genre.values().length)];
    Features features = Features.draw(genre, random);
    return Answer.json(200, out -> Rows.analysis(out, features));
  }
}
