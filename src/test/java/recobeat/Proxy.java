package recobeat;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between an engine and its Redis, and can be cut or led elsewhere. */
final class Proxy {

  final AtomicInteger accepted = new AtomicInteger();
  private final Vertx vertx;
  private final NetServer server;
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile boolean cut;

  Proxy(Vertx vertx, int target) {
    this.vertx = vertx;
    this.target = target;
    server = Rig.get(vertx.createNetServer().connectHandler(this::accept).listen(0, "127.0.0.1"));
  }

  int port() {
    return server.actualPort();
  }

  /** New connections go there; those that are open stay where they are, as after a failover. */
  void lead(int port) {
    target = port;
  }

  /** Ends every connection, and each new one at once. */
  void cut() {
    cut = true;
    open.forEach(NetSocket::close);
  }

  void mend() {
    cut = false;
  }

  private void accept(NetSocket socket) {
    accepted.incrementAndGet();
    if (cut) {
      socket.close();
      return;
    }
    open.add(socket);
    socket.pause();
    vertx.createNetClient().connect(target, "127.0.0.1")
        .onSuccess(back -> {
          open.add(back);
          socket.pipeTo(back);
          back.pipeTo(socket);
        })
        .onFailure(failure -> socket.close());
  }
}
