package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine, and its bridge over raw sockets. */
abstract class WireHttp {

  static final String POST = "POST /api/v1/tracks HTTP/1.1\r\nHost: localhost\r\n"
      + "Content-Type: application/json\r\n";
  static final String UPLOAD = "POST /v1/analysis/audio-features HTTP/1.1\r\n"
      + "Host: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n";

  @TempDir
  Path dir;

  private final List<Wire> wires = new ArrayList<>();
  Rig rig;
  int port;

  @AfterEach
  void stop() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    rig.close();
  }

  void run(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "http.port=0";
    all[settings.length + 1] = "admin.token=t0ken";
    rig = new Rig(dir, all);
    port = Rig.get(rig.engine().listen());
  }

  Wire wire() throws IOException {
    Wire wire = new Wire(port);
    wires.add(wire);
    return wire;
  }

  /** Beside the connection and the request that ask for it. */
  void assertLeft(int connections) throws IOException {
    Wire asking = wire();
    await().untilAsserted(() -> {
      String stats = asking.send(Wire.get("/admin/stats", "Authorization: Bearer t0ken")).answer();
      assertThat(new JsonObject(stats.substring(stats.indexOf("\r\n\r\n"))).getJsonObject("http"))
          .isEqualTo(new JsonObject().put("connections", connections + 1).put("requests", 1));
    });
  }
}
