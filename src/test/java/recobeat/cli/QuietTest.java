package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.embedded.EmbeddedRedis;

/** What commands that serve nobody leave alone. */
@Timeout(60)
class QuietTest {

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private EmbeddedRedis redis;

  @BeforeEach
  void start() throws Exception {
    redis = EmbeddedRedis.start(dir.resolve("redis"), 64 << 20);
  }

  @AfterEach
  void stop() throws Exception {
    redis.close();
    get(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({"missing, 0", "warm FILE, 0", "export MIRROR, 2"})
  void run_command_readsNothingForRecommendations(String command, int scans) throws Exception {
    Path ids = Files.writeString(dir.resolve("ids.txt"), "nonsense\n");
    StringWriter out = new StringWriter();
    String line = command.replace("FILE", ids.toString())
        .replace("MIRROR", dir.resolve("mirror.gz").toString()) + " --set redis.uri=" + redis.uri();
    Main.run(line.split(" "), Map.of(), new PrintWriter(out), new PrintWriter(out));
    String stats = get(Redis.createClient(vertx, redis.uri())
        .send(Request.cmd(Command.INFO).arg("commandstats"))).toString();
    assertThat(stats).as("%s", out).contains("cmdstat_");
    String calls = stats.replaceAll("(?s).*cmdstat_scan:calls=(\\d+).*", "$1");
    assertThat(stats.contains("cmdstat_scan") ? Integer.parseInt(calls) : 0)
        .as("%s", out).isEqualTo(scans);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
