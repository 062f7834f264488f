package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static recobeat.Tracks.details;
import static recobeat.Tracks.spotify;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** How a connection's requests are answered: in order, after errors, and when the engine ends. */
@Timeout(60)
class ExchangeTest extends WireHttp {

  @Test
  void close_requestUnderWay_isAnsweredAndNoOtherIsTaken() throws Exception {
    run();
    rig.service.hold();
    Wire idle = wire();
    Wire waiting = wire().send(Wire.get("/v1/track?ids=" + spotify(1)));
    await().until(() -> !rig.service.calls.isEmpty());
    Future<Void> closed = rig.engine().close();
    assertThat(idle.isClosed()).isTrue();
    await().until(this::isRefused);
    rig.service.release();
    assertThat(waiting.answer()).endsWith("{\"content\":[" + details(1) + "]}");
    assertThat(waiting.isClosed()).isTrue();
    Rig.get(closed);
  }

  @Test
  void close_requestTakesLongerThanTheGrace_isRefused() throws Exception {
    run("http.grace=500ms");
    rig.service.hold();
    Wire waiting = wire().send(Wire.get("/v1/track?ids=" + spotify(1)));
    await().until(() -> !rig.service.calls.isEmpty());
    long start = System.nanoTime();
    Rig.get(rig.engine().close());
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("refused shortly before").isBetween(Duration.ofMillis(250), Duration.ofSeconds(9));
    assertThat(waiting.answer()).startsWith("HTTP/1.1 503");
    assertThat(waiting.isClosed()).isTrue();
  }

  @Test
  void requests_inOnePacket_areAnsweredInOrder() throws Exception {
    run();
    wire().send(Wire.get("/v1/track?ids=" + spotify(2))).answer();
    rig.service.hold();
    Wire wire = wire().send(Wire.get("/v1/track?ids=" + spotify(1))
        + Wire.get("/v1/track?ids=" + spotify(2)) + Wire.get("/health/live"));
    await().until(() -> rig.service.idsAsked().contains(spotify(1)));
    rig.service.release();
    assertThat(wire.answer()).contains("MISS").endsWith("{\"content\":[" + details(1) + "]}");
    assertThat(wire.answer()).contains("HIT").endsWith("{\"content\":[" + details(2) + "]}");
    assertThat(wire.answer()).endsWith("{\"status\":\"UP\"}");
  }

  @Test
  void connection_errorAnswers_isKept() throws Exception {
    run("retry.attemptsMax=1");
    rig.service.next(500, "no");
    Wire wire = wire();
    for (String[] each : new String[][] {{"503", Wire.get("/v1/track?ids=" + spotify(1))},
        {"400", Wire.get("/v1/track")}, {"404", Wire.get("/v1/nowhere")},
        {"404", Wire.get("/nowhere")}, {"400", POST + "Content-Length: 1\r\n\r\n{"},
        {"415", UPLOAD.replace("multipart", "text") + "Content-Length: 1\r\n\r\n{"},
        {"200", Wire.get("/v1/track?ids=" + spotify(1))}}) {
      assertThat(wire.send(each[1]).answer()).startsWith("HTTP/1.1 " + each[0]);
    }
    assertLeft(1);
  }

  @Test
  void body_brokenInPieces_isClosedAndNotOurFault() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    try {
      run();
      assertThat(wire().send(POST + "Transfer-Encoding: chunked\r\n\r\n1\r\n{too long\r\n")
          .isClosed()).isTrue();
      assertLeft(0);
      assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.ERROR));
    } finally {
      root.detachAppender(log);
    }
  }

  private boolean isRefused() throws IOException {
    try {
      new Wire(port).close();
      return false;
    } catch (ConnectException refused) {
      return true;
    }
  }
}
