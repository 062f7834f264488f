package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static recobeat.Tracks.spotify;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.IdsRequest;

/** Engines of one Vert.x are told apart by the prefix of their addresses and port, or refused. */
@Timeout(60)
class PrefixTest {

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    Rig.get(vertx.close());
  }

  @Test
  void start_prefixTaken_isRefusedUntilTheOtherIsClosed() {
    RecoBeat first = Rig.get(RecoBeat.start(vertx, options("a", "one")));
    for (int i = 0; i < 2; i++) { // Refusing must not give it away.
      assertThatThrownBy(() -> Rig.get(RecoBeat.start(vertx, options("a", "two"))))
          .rootCause().hasMessage(
              "addressPrefix 'a' belongs to a running engine of this Vert.x: choose another");
    }
    assertThat(dir.resolve("two")).doesNotExist();
    Rig.get(first.close());
    Rig.get(Rig.get(RecoBeat.start(vertx, options("a", "two"))).close());
  }

  @Test
  void start_failed_givesThePrefixUp() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));
    assertThatThrownBy(() ->
        Rig.get(RecoBeat.start(vertx, options("a", file.resolve("none").toString()))))
        .hasMessageContaining("no Redis can be kept");
    Rig.get(Rig.get(RecoBeat.start(vertx, options("a", "one"))).close());
  }

  @Test
  void undeploy_verticleThatNeverClosesItsEngine_givesThePrefixUp() {
    for (int i = 0; i < 2; i++) {
      Rig.get(vertx.undeploy(Rig.get(vertx.deployVerticle(new VerticleBase() {
        @Override
        public Future<?> start() {
          return RecoBeat.start(vertx, options("a", "one"));
        }
      }))));
    }
  }

  @Test
  void start_otherPrefixAndFolder_bothAnswerForThemselves() {
    try (ScriptedService one = new ScriptedService(vertx);
        ScriptedService two = new ScriptedService(vertx)) {
      RecoBeat first = Rig.get(RecoBeat.start(vertx,
          options("a", "one").with("upstream.baseUrl", one.baseUrl())));
      RecoBeat second = Rig.get(RecoBeat.start(vertx,
          options("b", "two").with("upstream.baseUrl", two.baseUrl())));
      for (int i = 0; i < 4; i++) { // A bus with two consumers would take turns.
        Rig.get(first.audioFeatures(IdsRequest.of(spotify(1))));
        assertThat(ask("a", spotify(1))).contains("\"near\"");
      }
      assertThat(one.calls).hasSize(1);
      assertThat(two.calls).isEmpty();
      assertThat(ask("b", spotify(1))).contains("\"recobeat\"");
      assertThat(two.calls).hasSize(1);
      Rig.get(first.close());
      assertThat(ask("b", spotify(1))).contains("\"near\"");
      Rig.get(second.close());
    }
  }

  @Test
  void listen_portTaken_isRefusedUntilTheOtherIsClosed() throws Exception {
    ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    int port = stranger.getLocalPort();
    RecoBeat first = Rig.get(RecoBeat.start(vertx, options("a", "one")
        .with("http.port", Integer.toString(port))));
    RecoBeat second = Rig.get(RecoBeat.start(vertx, options("b", "two")
        .with("http.port", Integer.toString(port))));
    assertThatThrownBy(() -> Rig.get(second.listen())).rootCause()
        .isInstanceOf(BindException.class);
    stranger.close();
    assertThat(Rig.get(first.listen())).isEqualTo(port);
    for (RecoBeat each : List.of(second, second, first)) { // Refusing must not give it away.
      assertThatThrownBy(() -> Rig.get(each.listen())).rootCause().hasMessage("http.port " + port
          + " belongs to a running engine of this Vert.x: choose another, or 0 for any");
    }
    Rig.get(first.close());
    assertThat(Rig.get(second.listen())).isEqualTo(port);
    Rig.get(second.close());
  }

  private String ask(String prefix, String id) {
    JsonObject request = new JsonObject().put("ids", new JsonArray().add(id));
    return Rig.get(vertx.eventBus().<JsonObject>request(prefix + ".audio-features", request))
        .body().encode();
  }

  private RecoBeatOptions options(String prefix, String folder) {
    return RecoBeatOptions.defaults()
        .with("addressPrefix", prefix)
        .with("redis.dir", dir.resolve(folder).toString())
        .with("redis.memoryBytesMax", "64MiB");
  }
}
