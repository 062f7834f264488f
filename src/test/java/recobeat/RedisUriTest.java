package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static recobeat.Tracks.spotify;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.embedded.EmbeddedRedis;
import recobeat.message.Addresses;
import recobeat.message.Hints;
import recobeat.message.IdsRequest;
import recobeat.message.Measure;
import recobeat.message.MissingRequest;
import recobeat.model.Source;

/** Redis where the user has it: with a user of its own, and behind TLS. */
@Timeout(60)
class RedisUriTest {

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();
  private EmbeddedRedis redis;

  @BeforeEach
  void startRedis() throws Exception {
    redis = EmbeddedRedis.start(dir, 64 << 20);
  }

  @AfterEach
  void stopRedis() {
    redis.close();
    Rig.get(vertx.close());
  }

  @Test
  void redis_userAndPassword_keepsEntries() {
    Redis admin = Redis.createClient(vertx, redis.uri());
    Rig.get(admin.send(Request.cmd(Command.ACL).arg("SETUSER").arg("engine").arg("on")
        .arg(">s3cret").arg("~rb1:*").arg("~rb:*").arg("+@read").arg("+@write")
        .arg("+@scripting").arg("+@connection").arg("+time").arg("+info")));
    String uri = "redis://engine:s3cret@127.0.0.1:" + URI.create(redis.uri()).getPort();
    assertKeeps("redis.uri=" + uri);
    assertThat(log(admin)).as("refused by the access list").isEqualTo("[]");
  }

  /** Servers note each refusal. */
  @Test
  void redis_userMayNotAskHowFullItIs_isAskedOnce() {
    Redis admin = Redis.createClient(vertx, redis.uri());
    Rig.get(admin.send(Request.cmd(Command.ACL).arg("SETUSER").arg("engine").arg("on")
        .arg(">s3cret").arg("~*").arg("+@all").arg("-info")));
    String uri = "redis://engine:s3cret@127.0.0.1:" + URI.create(redis.uri()).getPort();
    try (Rig rig = new Rig(dir, "redis.uri=" + uri)) {
      String address = new Addresses(rig.options.addressPrefix()).measure();
      for (int i = 0; i < 3; i++) {
        assertThat(rig.vertx.eventBus().request(address, new Measure())
            .toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
      }
    }
    assertThat(log(admin)).contains("object: info", "count: 1,").doesNotContain("}, {");
  }

  @Test
  void redis_wrongPassword_engineWorksWithoutIt() {
    String uri = "redis://:wrong@127.0.0.1:" + URI.create(redis.uri()).getPort();
    try (Rig rig = new Rig(dir, "redis.uri=" + uri)) {
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.RECOBEAT);
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.NEAR);
    }
  }

  @Test
  void rediss_ownAuthority_keepsEntries() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    NetServer tls = Rig.get(tls(certificate, URI.create(redis.uri()).getPort())
        .listen(0, "127.0.0.1"));
    String password = URI.create(redis.uri()).getUserInfo();
    assertKeeps(
        "redis.uri=rediss://" + password + "@localhost:" + tls.actualPort(),
        "redis.caFile=" + certificate.certificatePath(),
        "redis.timeout=20s");
  }

  @Test
  void rediss_unknownAuthority_isNotTrusted() {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    NetServer tls = Rig.get(tls(certificate, URI.create(redis.uri()).getPort())
        .listen(0, "127.0.0.1"));
    String password = URI.create(redis.uri()).getUserInfo();
    try (Rig rig = new Rig(dir,
        "redis.uri=rediss://" + password + "@localhost:" + tls.actualPort())) {
      rig.features(spotify(1));
      rig.restart();
      assertThat(rig.features(spotify(1)).get(0).source()).isEqualTo(Source.RECOBEAT);
    }
  }

  private void assertKeeps(String... settings) {
    try (Rig rig = new Rig(dir, settings)) {
      Rig.get(rig.engine().audioFeatures(IdsRequest.of(spotify(1), spotify(10))
          .hints(new Hints(List.of("Ana"), null, null, List.of()))));
      assertThat(Rig.get(rig.engine().missing(MissingRequest.DEFAULT)))
          .as("what is missing is in Redis too").satisfies(report -> {
            assertThat(report.complete()).isTrue();
            assertThat(report.tracks()).hasSize(1);
          });
      rig.restart();
      assertThat(rig.features(spotify(1), Tracks.uuid(1)))
          .extracting(outcome -> outcome.source()).containsOnly(Source.REDIS);
    }
  }

  private String log(Redis admin) {
    return String.valueOf(Rig.get(admin.send(Request.cmd(Command.ACL).arg("LOG"))));
  }

  /** Ends TLS in front of Redis, as the bundled one is built without it. */
  private NetServer tls(SelfSignedCertificate certificate, int port) {
    return vertx.createNetServer(new NetServerOptions().setSsl(true)
            .setKeyCertOptions(certificate.keyCertOptions()))
        .connectHandler(socket -> {
          socket.pause();
          vertx.createNetClient().connect(port, "127.0.0.1")
              .onSuccess(back -> pipe(socket, back))
              .onFailure(failure -> socket.close());
        });
  }

  private static void pipe(NetSocket front, NetSocket back) {
    front.pipeTo(back);
    back.pipeTo(front);
  }
}
