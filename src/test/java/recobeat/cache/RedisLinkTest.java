package recobeat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.Proxy;
import recobeat.TestRedis;
import recobeat.time.Time;

@Timeout(60)
class RedisLinkTest {

  @TempDir
  Path dir;

  private final Vertx vertx = Vertx.vertx();

  @Test
  void connection_brokenAgainAndAgain_isMadeAtLongerIntervals() throws Exception {
    try (TestRedis redis = new TestRedis(vertx, dir)) {
      Proxy proxy = new Proxy(vertx, redis.port());
      RedisLink link = new RedisLink(vertx, Time.system(),
          "redis://:" + redis.password() + "@127.0.0.1:" + proxy.port(), "", 2_000);
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      int answered = 0;
      while (System.nanoTime() < end) {
        if (isAnswered(link)) {
          answered++;
          proxy.cut();
          proxy.mend();
        }
        get(vertx.timer(5));
      }
      assertThat(answered).isBetween(2, 12);
      get(vertx.timer(1_500));
      assertThat(isAnswered(link)).isTrue();
      get(link.close());
    }
    get(vertx.close());
  }

  @Test
  void connection_refusedAgainAndAgain_leavesNothing() throws Exception {
    vertx.createNetClient();
    long before = netClients();
    assertThat(before).as("those that are held").isPositive();
    RedisLink link = new RedisLink(vertx, Time.system(), "redis://127.0.0.1:1", "", 2_000);
    for (int i = 0; i < 20; i++) {
      link.hurry();
      assertThat(isAnswered(link)).isFalse();
    }
    assertThat(netClients()).isLessThan(before + 5);
    get(link.close());
    get(vertx.close());
  }

  /** What connections are made with, as far as somebody still holds it. */
  private static long netClients() throws Exception {
    String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
        new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
        new Object[] {new String[0]}, new String[] {String[].class.getName()});
    return histogram.lines()
        .filter(line -> line.matches(".* io\\.vertx\\.core\\.net\\.impl\\.NetClientImpl( .*)?"))
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1])).sum();
  }

  private static boolean isAnswered(RedisLink link) throws Exception {
    try {
      get(link.batch(List.of(Request.cmd(Command.PING))));
      return true;
    } catch (ExecutionException away) {
      return false;
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
