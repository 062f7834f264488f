package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a stand-in, and what it counts. */
class SimTest {

  private Stand stand;
  private Counters counters;

  @BeforeEach
  void start() {
    stand = new Stand(Stand.calm());
    counters = stand.sim.counters();
  }

  @AfterEach
  void stop() {
    stand.close();
  }

  @Test
  void counters_calls_areCountedByEndpoint() {
    stand.get("/v1/track?ids=a,b&ids=a");
    stand.get("/v1/track");
    stand.get("/v1/track/a");
    stand.get("/v1/artist/a/track?page=1");
    stand.get("/v1/track/recommendation?size=1&seeds=a");
    stand.get("/v1/nothing");

    assertThat(counters.requests()).isEqualTo(6);
    assertThat(counters.requests("/v1/track")).isEqualTo(2);
    assertThat(counters.requests("/v1/track/{id}")).isEqualTo(1);
    assertThat(counters.requests("/v1/artist/{id}/track")).isEqualTo(1);
    assertThat(counters.requests("/v1/track/recommendation")).isEqualTo(1);
    assertThat(counters.requests("/v1/album")).isZero();
    assertThat(counters.idsAsked()).isEqualTo(5);
    assertThat(counters.idsMax()).isEqualTo(3);
    assertThat(counters.timesAsked()).isEqualTo(Map.of("a", 4, "b", 1));
    assertThat(counters.refused()).isZero();
  }

  @Test
  void counters_page_showsThemAndIsNotCounted() {
    stand.bulk("audio-features", stand.known("track", 41));
    HttpResponse<Buffer> page = stand.get("/v1/sim/counters");
    stand.get("/");

    assertThat(counters.requests()).isEqualTo(1);
    assertThat(page.bodyAsJsonObject()).isEqualTo(counters.toJson()).isEqualTo(new JsonObject()
        .put("requests", 1)
        .put("byEndpoint", new JsonObject().put("/v1/audio-features", 1))
        .put("refused", 0)
        .put("cancelled", 0)
        .put("idsAsked", 41)
        .put("idsDistinct", 41)
        .put("idsMax", 41)
        .put("inFlight", 0)
        .put("inFlightMax", 1));
  }

  @Test
  void counters_waitingCalls_areInFlightUntilGivenUp() {
    stand.sim.next(new Fault.Hang(), new Fault.Hang(), new Fault.Pass());
    WebClient impatient = WebClient.create(stand.vertx);
    impatient.getAbs(stand.sim.baseUrl() + "/v1/track").send();
    impatient.getAbs(stand.sim.baseUrl() + "/v1/track").send();
    await().until(() -> counters.inFlight() == 2);
    stand.get("/v1/track");
    assertThat(counters.inFlight()).isEqualTo(2);
    assertThat(counters.inFlightMax()).isEqualTo(3);

    impatient.close();
    await().until(() -> counters.inFlight() == 0);
    assertThat(counters.cancelled()).isEqualTo(2);
    stand.get("/v1/track");
    assertThat(counters.inFlightMax()).isEqualTo(3);
    counters.reset();
    assertThat(counters.toJson().stream()).allMatch(
        field -> field.getValue().equals(0L) || field.getValue().equals(0)
            || field.getValue().equals(new JsonObject()));
  }

  @Test
  void close_openAndIdleConnections_areEndedSoon() {
    stand.get("/v1/track");
    stand.sim.next(new Fault.Hang(), new Fault.Delay(Duration.ofMinutes(1)));
    List<Future<HttpResponse<Buffer>>> calls =
        List.of(stand.request("/v1/track").send(), stand.request("/v1/track").send());
    await().until(() -> counters.inFlight() == 2);
    long start = System.nanoTime();

    Stand.await(stand.sim.close());
    assertThat(calls).map(Stand::failure).hasOnlyElementsOfType(HttpClosedException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    // By a socket, as a client may try its old connection before it has seen that end.
    assertThatThrownBy(() -> new Socket("127.0.0.1", stand.sim.port()))
        .isInstanceOf(ConnectException.class);
    Stand.await(stand.sim.close());
  }

  @Test
  void start_portTaken_fails() {
    SimOptions same = Stand.calm().withPort(stand.sim.port());
    assertThat(Stand.failure(Sim.start(stand.vertx, same))).isInstanceOf(BindException.class);
  }

  @ParameterizedTest
  @CsvSource({"-1,1,5,5,0.8,port", "65536,1,5,5,0.8,port", "0,0,5,5,0.8,scale",
      "0,1,-1,5,0.8,bucket", "0,1,5,0,0.8,burst", "0,1,5,5,1.1,coverage", "0,1,5,5,-0.1,coverage",
      "0,NaN,5,5,0.8,scale", "0,1,NaN,5,0.8,bucket", "0,1,5,5,NaN,coverage"})
  void options_outOfRange_areRefused(
      int port, double scale, double bucket, int burst, double coverage, String name) {
    assertThatThrownBy(() -> new SimOptions("127.0.0.1", port, Profile.FAST, scale, bucket, burst,
        coverage, 1, Faults.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must be");
  }
}
