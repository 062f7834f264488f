package recobeat.bridge;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import recobeat.time.Time;

/** What is remembered of connections, and no longer than they last. */
@Timeout(60)
class ConnectionsTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** A request never ends if its connection breaks first, so it was kept for ever. */
  @Test
  void sweep_connectionBrokeDuringABody_forgetsTheRequest() throws Exception {
    Load load = new Load();
    AtomicReference<WeakReference<HttpServerRequest>> seen = new AtomicReference<>();
    AtomicInteger port = new AtomicInteger();
    vertx.deployVerticle(new VerticleBase() {
      @Override
      public Future<HttpServer> start() {
        Connections connections = new Connections(HttpOptions.defaults(), load, Time.system());
        vertx.setPeriodic(10, tick -> connections.sweep());
        return vertx.createHttpServer().connectionHandler(connections::opened)
            .requestHandler(request -> {
              connections.begin(request);
              seen.set(new WeakReference<>(request));
            })
            .listen(0, "127.0.0.1").onSuccess(server -> port.set(server.actualPort()));
      }
    }).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    try (Socket socket = new Socket("127.0.0.1", port.get())) {
      socket.getOutputStream().write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1"
          .getBytes(StandardCharsets.ISO_8859_1));
      await().until(() -> seen.get() != null);
    }
    await().until(() -> load.requests() == 0);
    await().until(() -> {
      System.gc();
      return seen.get().get() == null;
    });
  }
}
