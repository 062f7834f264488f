package recobeat;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server, and can be cut, stalled or led elsewhere. */
public final class Proxy {

  final AtomicInteger accepted = new AtomicInteger();
  private final NetServer server;
  private final NetClient client;
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private final Queue<NetSocket> held = new ConcurrentLinkedQueue<>();
  private volatile int target;
  private volatile boolean cut;
  private volatile boolean stalled;

  public Proxy(Vertx vertx, int target) {
    this.client = vertx.createNetClient();
    this.target = target;
    server = Rig.get(vertx.createNetServer().connectHandler(this::accept).listen(0, "127.0.0.1"));
  }

  public int port() {
    return server.actualPort();
  }

  /** New connections go there; those that are open stay where they are, as after a failover. */
  void lead(int port) {
    target = port;
  }

  /** Ends every connection, and each new one at once. */
  public void cut() {
    cut = true;
    open.forEach(NetSocket::close);
  }

  /** Passes nothing on, and leads no new connection anywhere; all of them stay open. */
  public void stall() {
    stalled = true;
    open.forEach(NetSocket::pause);
  }

  /** Goes on, with what was held up meanwhile. */
  public void mend() {
    cut = false;
    stalled = false;
    open.forEach(NetSocket::resume);
    for (NetSocket socket = held.poll(); socket != null; socket = held.poll()) {
      connect(socket);
    }
  }

  private void accept(NetSocket socket) {
    accepted.incrementAndGet();
    socket.pause();
    if (cut) {
      socket.close();
    } else if (stalled) {
      held.add(socket);
    } else {
      connect(socket);
    }
  }

  private void connect(NetSocket socket) {
    client.connect(target, "127.0.0.1")
        .onSuccess(back -> {
          pass(socket, back);
          pass(back, socket);
        })
        .onFailure(failure -> socket.close());
  }

  private void pass(NetSocket from, NetSocket to) {
    open.add(from);
    from.handler(to::write);
    from.closeHandler(gone -> {
      open.remove(from);
      to.close();
    });
    if (!stalled) {
      from.resume();
    }
  }
}
