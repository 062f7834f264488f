package recobeat.bridge;

import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import recobeat.time.Time;

/** What is remembered of connections, and no longer than they last. */
@Timeout(60)
class ConnectionsTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Vert.x keeps what it may not hand on yet, and forgot it in a close. */
  @ParameterizedTest
  @CsvSource({"GET,1", "GET,50", "POST,50"})
  void closed_bodyThatWasHeldBack_isReleased(String first, int chunks) throws Exception {
    Queue<ByteBuf> bodies = new ConcurrentLinkedQueue<>();
    int port = listen(new Load(), bodies, HttpServerRequest::pause);
    String body = "3\r\nabc\r\n".repeat(chunks);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(((first.equals("GET")
          ? "GET / HTTP/1.1\r\nHost: x\r\n\r\n" : "")
          + "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
          .getBytes(StandardCharsets.ISO_8859_1));
      await().until(() -> bodies.size() == chunks);
    }
    await().until(() -> bodies.stream().allMatch(each -> each.refCnt() == 0));
  }

  private static void watch(HttpConnection connection, Queue<ByteBuf> bodies) {
    ((HttpServerConnection) connection).channelHandlerContext().pipeline()
        .addAfter("httpDecoder", "watch", new ChannelInboundHandlerAdapter() {
          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpContent body && body.content().isReadable()) {
              bodies.add(body.content());
            }
            context.fireChannelRead(message);
          }
        });
  }

  /** A request never ends if its connection breaks first, so it was kept for ever. */
  @Test
  void sweep_connectionBrokeDuringABody_forgetsTheRequest() throws Exception {
    Load load = new Load();
    AtomicReference<WeakReference<HttpServerRequest>> seen = new AtomicReference<>();
    int port = listen(load, new ConcurrentLinkedQueue<>(),
        request -> seen.set(new WeakReference<>(request)));
    try (Socket socket = new Socket("127.0.0.1", port)) {
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

  private int listen(Load load, Queue<ByteBuf> bodies, Handler<HttpServerRequest> begun)
      throws Exception {
    AtomicInteger port = new AtomicInteger();
    vertx.deployVerticle(new VerticleBase() {
      @Override
      public Future<HttpServer> start() {
        Connections connections = new Connections(HttpOptions.defaults(), load, Time.system());
        vertx.setPeriodic(10, tick -> connections.sweep());
        return vertx.createHttpServer().connectionHandler(connection -> {
              watch(connection, bodies);
              connections.opened(connection);
            })
            .requestHandler(request -> {
              connections.begin(request);
              begun.handle(request);
            })
            .listen(0, "127.0.0.1").onSuccess(server -> port.set(server.actualPort()));
      }
    }).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    return port.get();
  }
}
