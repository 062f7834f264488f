package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static recobeat.Tracks.spotify;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vert.x' own event-bus client, run by Node, at the bridge. It is installed by {@code .ci/run}, so
 * that the tests themselves need no network; without it they are skipped.
 */
@Timeout(60)
class EventBusClientTest {

  private static final Path SCRIPT = Path.of("src/test/node/event-bus.js").toAbsolutePath();
  private static final Path CLIENT =
      Path.of("target/node/node_modules/@vertx/eventbus-bridge-client.js").toAbsolutePath();

  private static final int IDLE_MS = 500;

  @TempDir
  Path dir;

  @Test
  void client_asksAndListens_getsWhatIsPublicAndStaysConnected() throws Exception {
    assumeTrue(Files.exists(CLIENT), "the event-bus client is not installed; .ci/run does it");
    try (Rig rig = new Rig(dir.resolve("redis"), "http.port=0", "http.idle=" + IDLE_MS + "ms",
        "retry.attemptsMax=1", "breaker.failuresMax=1")) {
      rig.service.next(request -> {
        rig.service.next(500, "no");
        request.response().end(ScriptedService.content(List.of(Tracks.details(1))));
      });
      Command node = Command.run(dir, List.of("node", SCRIPT.toString(), CLIENT.toString(),
          "http://localhost:" + Rig.get(rig.engine().listen()) + "/eventbus",
          // Longer than a silent connection may live, and than it takes to notice.
          Integer.toString(IDLE_MS + 2000)));
      assertThat(node.err()).isEmpty();
      JsonObject heard = new JsonObject(String.join("", node.out()));
      assertThat(statuses(heard.getJsonObject("tracks"))).containsExactly("found", "failed");
      assertThat(heard.getJsonObject("wrong")).isEqualTo(new JsonObject()
          .put("failureCode", 400).put("failureType", "RECIPIENT_FAILURE")
          .put("message", "ids must be an array of strings, not 7"));
      assertThat(heard.getJsonArray("refusals"))
          .isEqualTo(JsonArray.of("access_denied", "access_denied"));
      assertThat(heard.getJsonObject("failed").getJsonArray("outcomes")).isEqualTo(JsonArray.of(
          new JsonObject().put("id", spotify(2)).put("status", "failed")
              .put("reason", "unavailable")));
      assertThat(heard.getJsonObject("breaker").getString("state")).isEqualTo("open");
      assertThat(heard.getJsonObject("later").getInteger("asked")).isZero();
    }
  }

  private static List<String> statuses(JsonObject reply) {
    return reply.getJsonArray("outcomes").stream()
        .map(outcome -> ((JsonObject) outcome).getString("status")).toList();
  }
}
