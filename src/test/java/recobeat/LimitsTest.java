package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.details;
import static recobeat.Tracks.spotify;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the bridge puts up with: the slow, the patient, and too many of either. */
@Timeout(60)
class LimitsTest extends WireHttp {

  private static final String[] UPGRADE = {"Connection: Upgrade", "Upgrade: websocket",
    "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="};

  /** Of a web socket, masked by nothing. */
  private static final String CLOSE_FRAME = "\u0088\u0080\0\0\0\0";

  /** Longer than it takes to notice, so that cutting at once shows. */
  private static final int IDLE_MS = 1200;

  /** Longer than a silent connection may live, and than it takes to notice. */
  private static final int QUIET_MS = IDLE_MS + 2000;

  @Test
  void sender_slow_isCut() throws Exception {
    run("http.idle=" + IDLE_MS + "ms");
    long start = System.nanoTime();
    Map<Wire, String> stalled = new LinkedHashMap<>();
    Map<Wire, String> trickling = new LinkedHashMap<>();
    for (String begun : List.of("", "GET /v1/track?ids=", POST + "Content-Length: 1000\r\n\r\n{",
        POST + "Transfer-Encoding: chunked\r\n\r\nfff\r\n{")) {
      stalled.put(wire().send(begun), begun);
      trickling.put(wire().send(begun), begun);
    }
    await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
      for (Wire wire : List.copyOf(trickling.keySet())) {
        if (wire.isClosedAfter("1")) {
          trickling.remove(wire);
        }
      }
      assertThat(trickling.values()).isEmpty();
    });
    assertThat(System.nanoTime() - start).isGreaterThan((IDLE_MS - 10) * 1_000_000L);
    for (Wire wire : stalled.keySet()) {
      assertThat(wire.isClosed()).as(stalled.get(wire)).isTrue();
    }
    assertLeft(0);
  }

  @Test
  void sender_silentAfterItsAnswer_isCut() throws Exception {
    run("http.idle=" + IDLE_MS + "ms");
    Wire plain = wire().send(Wire.get("/health/live"));
    Wire pretending = wire().send(Wire.get("/health/live", UPGRADE));
    for (Wire wire : List.of(plain, pretending)) {
      assertThat(wire.answer()).startsWith("HTTP/1.1 200");
      assertThat(wire.isClosed()).isTrue();
    }
    Wire polling = wire().send("POST /eventbus/000/x/xhr HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Length: 0\r\n\r\n");
    assertThat(polling.answer()).startsWith("HTTP/1.1 200");
    assertLeft(0);
  }

  @Test
  void waiter_quietForLong_isNotCut() throws Exception {
    run("http.idle=" + IDLE_MS + "ms");
    rig.service.hold();
    Wire dropIn = wire().send(Wire.get("/v1/track?ids=" + spotify(1)));
    String body = "{\"ids\":[\"" + spotify(2) + "\"]}";
    Wire posted = wire().send(POST + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    Wire socket = wire().send(Wire.get("/eventbus/websocket", UPGRADE));
    assertThat(socket.answer()).startsWith("HTTP/1.1 101");
    assertThat(dropIn.isQuietFor(QUIET_MS)).isTrue();
    assertThat(posted.isQuietFor(1)).isTrue();
    assertThat(socket.isQuietFor(1)).isTrue();
    rig.service.release();
    assertThat(dropIn.answer()).endsWith("{\"content\":[" + details(1) + "]}");
    assertThat(posted.answer()).contains("\"status\":\"found\"");
    socket.send(CLOSE_FRAME);
    dropIn.close();
    assertLeft(1);
  }

  @Test
  void reader_takesNothing_isCut() throws Exception {
    run("http.idle=" + IDLE_MS + "ms");
    StringBuilder ids = new StringBuilder();
    for (String id : Tracks.spotify(1, 4000)) {
      ids.append(ids.isEmpty() ? "" : ",").append('"').append(id).append('"');
    }
    String body = "{\"ids\":[" + ids + "]}";
    String post = POST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    assertThat(wire().send(post).answer()).startsWith("HTTP/1.1 200");
    Wire deaf = wire();
    // More than the buffers between the two hold.
    for (int i = 0; i < 20; i++) {
      deaf.send(post);
    }
    assertLeft(0);
    deaf.close();
  }

  @Test
  void connections_tooMany_areClosedUntilThereIsRoom() throws Exception {
    run("http.connectionsMax=3");
    Wire silent = wire();
    Wire working = wire().send(Wire.get("/health/live"));
    assertThat(working.answer()).startsWith("HTTP/1.1 200");
    Wire socket = wire().send(Wire.get("/eventbus/000/x/websocket", UPGRADE));
    assertThat(socket.answer()).startsWith("HTTP/1.1 101");
    for (Wire leaving : List.of(silent, socket, working)) {
      assertThat(wire().isClosed()).isTrue();
      assertThat(working.send(Wire.get("/v1/track?ids=" + spotify(1))).answer())
          .startsWith("HTTP/1.1 200");
      leaving.close();
      await().ignoreExceptions().until(() -> wire().send(Wire.get("/health/live")).answer(),
          answer -> answer.startsWith("HTTP/1.1 200"));
    }
  }

  @Test
  void requests_tooMany_areRefusedUntilThereIsRoom() throws Exception {
    run("http.requestsMax=2");
    rig.service.hold();
    Wire held = wire().send(Wire.get("/v1/track?ids=" + spotify(1)));
    Wire leaving = wire().send(Wire.get("/v1/track?ids=" + spotify(2)));
    await().until(() -> rig.service.idsAsked().size() == 2);
    Wire third = wire();
    String refused = third.send(Wire.get("/v1/track?ids=" + spotify(3))).answer();
    assertThat(refused).startsWith("HTTP/1.1 503").containsIgnoringCase("\r\nRetry-After: ")
        .contains("\"status\":5001", "\"path\":\"uri=/v1/track\"");
    String problem = third.send(Wire.get("/api/v1/workflows/w")).answer();
    assertThat(problem).startsWith("HTTP/1.1 503").containsIgnoringCase("\r\nRetry-After: ")
        .contains("application/problem+json", "\"status\":503");
    leaving.close();
    await().until(() -> third.send(Wire.get("/health/live")).answer(),
        answer -> answer.startsWith("HTTP/1.1 200"));
    rig.service.release();
    assertThat(held.answer()).startsWith("HTTP/1.1 200");
    for (int i = 0; i < 5; i++) {
      assertThat(third.send(Wire.get("/v1/track?ids=" + spotify(1))).answer())
          .contains("HTTP/1.1 200", "HIT");
    }
    assertLeft(2);
  }
}
