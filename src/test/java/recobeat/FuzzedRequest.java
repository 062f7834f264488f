package recobeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A request that begins well and then has something wrong with it, or not even that. */
final class FuzzedRequest {

  private static final List<String> PATHS = List.of("/v1/track", "/v1/audio-features",
      "/v1/artist", "/v1/album", "/v1/track/search", "/v1/track/recommendation",
      "/v1/track/" + Tracks.uuid(1), "/v1/track/" + Tracks.uuid(1) + "/audio-features",
      "/v1/artist/" + Tracks.artistUuid(1) + "/track", "/v1/analysis/audio-features",
      "/api/v1/tracks", "/api/v1/audio-features", "/api/v1/ids", "/api/v1/search",
      "/api/v1/recommendations", "/api/v1/rank", "/api/v1/lists", "/api/v1/workflows/w",
      "/api/v1/missing", "/api/v1/missing?limit=x", "/api/v1/missing?format=csv",
      "/eventbus/info", "/eventbus/websocket", "/admin/stats", "/admin/flush", "/health/ready",
      "/openapi.json", "/");
  private static final List<String> PARAMETERS = List.of("ids", "seeds", "size", "page",
      "searchText", "negativeSeeds", "energy", "key", "mode", "tempo", "ids[]", "");
  private static final List<String> VALUES = List.of(Tracks.spotify(1), Tracks.uuid(2),
      Tracks.isrc(3), "5", "-1", "1e309", "NaN", "%", "%zz", "%00", "%C3%28", "a,b,,c", "",
      "%2C%2C", "99999999999999999999", "\u00e9\u00ff", "../../etc", "<script>", "' OR 1=1", "\t");
  private static final List<String> BODIES = List.of("", "{", "[]", "null", "{}", "\"x\"",
      "{\"ids\":[1,null,{}]}", "{\"ids\":\"x\"}", "{\"ids\":[\"" + Tracks.spotify(1) + "\"]}",
      "{\"seeds\":{},\"size\":\"x\"}", "{\"waitMs\":1e99,\"ids\":[\"x\"]}", "\u0000\u0001",
      "{\"list\":\"x\",\"id\":[]}",
      "{\"tracks\":[\"x\"],\"targets\":{\"energy\":1e999},\"hints\":{\"genres\":[\"\"]}}",
      "{\"searchText\":\"abc\",\"page\":-5}",
      "[".repeat(2_000), "{\"a\":".repeat(500));
  private static final List<String> HEADERS = List.of("Content-Type: application/json",
      "Content-Type: multipart/form-data; boundary=x", "Content-Type: \u00ff", "Host: evil.example",
      "Host: localhost", "Host:", "Prefer: wait=x, wait=99999999999", "Prefer: wait=0",
      "Accept: application/x-ndjson", "Accept-Encoding: gzip;q=x, ,", "Origin: null",
      "Origin: http://evil.example", "Authorization: Bearer wrong", "X-Workflow-Id: ",
      "X-Workflow-Id: " + "w".repeat(300), "Content-Length: -5", "Content-Length: x",
      "Transfer-Encoding: chunked", "Transfer-Encoding: nonsense", "Upgrade: websocket",
      "Connection: upgrade", "Expect: 100-continue", "Range: bytes=0-1", "no colon",
      ": empty name", "X: " + "y".repeat(20_000), "Cookie: a=b; ;;", "TE: trailers");
  private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "POST", "HEAD",
      "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW", "get", "G\u00ebT", "");

  private final SplittableRandom random;
  private final byte[] bytes;
  private final boolean whole;

  FuzzedRequest(SplittableRandom random) {
    this.random = random;
    String body = any(BODIES);
    String headers = IntStream.range(0, random.nextInt(4)).mapToObj(i -> any(HEADERS) + "\r\n")
        .collect(Collectors.joining());
    boolean sized = !headers.contains("Content-Length") && !headers.contains("Transfer-Encoding");
    String text = any(METHODS) + ' ' + any(PATHS) + query() + (chance(20) ? "" : " HTTP/1.1")
        + "\r\n" + (headers.contains("Host") ? "" : "Host: 127.0.0.1\r\n") + headers
        + (sized ? "Content-Length: " + body.length() + "\r\n" : "")
        + "Connection: close\r\n\r\n" + body;
    byte[] all = text.getBytes(ISO_8859_1);
    boolean cut = chance(10);
    boolean flipped = chance(5);
    if (flipped) {
      all[random.nextInt(all.length)] = (byte) random.nextInt(256);
    }
    bytes = cut ? Arrays.copyOf(all, random.nextInt(all.length)) : all;
    // Of others nobody can say that an answer is due.
    whole = !cut && !flipped && sized && !headers.contains("pgrade")
        && !headers.contains("Expect");
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isWhole() {
    return whole;
  }

  private String query() {
    int count = random.nextInt(4);
    return count == 0 ? chance(10) ? "?" : "" : IntStream.range(0, count)
        .mapToObj(i -> any(PARAMETERS) + (chance(10) ? "" : "=") + any(VALUES))
        .collect(Collectors.joining("&", "?", ""));
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** One time in so many. */
  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  @Override
  public String toString() {
    String text = new String(bytes, ISO_8859_1);
    return text.substring(0, Math.min(600, text.length()));
  }
}
