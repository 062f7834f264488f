package recobeat.bridge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import recobeat.http.Bodies;
import recobeat.time.Time;

/**
 * The connections of one event loop: bounded in number, and closed when they send nothing, or too
 * slowly, while nobody owes them an answer.
 */
final class Connections {

  private static final class State {
    private int requests;
    private long quietSince;
    private long unread;
    private boolean upgraded;
  }

  private final Map<HttpConnection, State> open = new HashMap<>();

  /** Requests whose body may still be on its way, and since when. */
  private final Map<HttpServerRequest, Long> receiving = new HashMap<>();

  private final HttpOptions options;
  private final Load load;
  private final Time time;
  private boolean closing;

  Connections(HttpOptions options, Load load, Time time) {
    this.options = options;
    this.load = load;
    this.time = time;
  }

  void opened(HttpConnection connection) {
    Bodies.copy(connection);
    if (closing || !load.connect(options.connectionsMax())) {
      connection.close();
      return;
    }
    State state = new State();
    state.quietSince = time.millis();
    open.put(connection, state);
    connection.closeHandler(end -> closed(connection));
  }

  /** Vert.x tells it of a connection, but not of one that has become a socket. */
  void closed(HttpConnection connection) {
    State state = open.remove(connection);
    if (state != null) {
      load.disconnect(state.requests);
    }
  }

  /** Whether there is room for one more request. */
  boolean begin(HttpServerRequest request) {
    State state = open.get(request.connection());
    if (state == null || !load.begin(options.requestsMax())) {
      return false;
    }
    state.requests++;
    if (mayHaveBody(request)) {
      receiving.put(request, time.millis());
    }
    return true;
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2
        ? !request.isEnded()
        : request.headers().contains(HttpHeaders.CONTENT_LENGTH)
            || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** From now on the rest of a body may take as long as a connection may be silent. */
  void receiving(HttpServerRequest request) {
    receiving.put(request, time.millis());
  }

  /** A body is not read for now, so that its sender cannot be slow. */
  void held(HttpServerRequest request) {
    receiving.remove(request);
  }

  /** A request has become a socket, which may be quiet for as long as it likes. */
  void upgraded(HttpServerRequest request) {
    end(request);
    State state = open.get(request.connection());
    if (state != null) {
      state.upgraded = true;
    }
  }

  /** A request is answered. */
  void end(HttpServerRequest request) {
    State state = open.get(request.connection());
    if (state != null) {
      state.requests--;
      state.quietSince = time.millis();
      load.end();
      if (closing && state.requests == 0) {
        request.connection().close();
      }
    }
  }

  /** Closes each as soon as nobody owes it an answer; sockets are another's. */
  void close() {
    closing = true;
    new HashMap<>(open).forEach((connection, state) -> {
      if (state.requests == 0 && !state.upgraded) {
        connection.close();
      }
    });
  }

  /** Closes what has been quiet for too long, or does not read what it is sent. */
  void sweep() {
    long now = time.millis();
    long since = now - options.idle().toMillis();
    List<HttpConnection> quiet = new ArrayList<>();
    open.forEach((connection, state) -> {
      long unread = unread(connection);
      if (unread != state.unread) {
        state.unread = unread;
        state.quietSince = now;
      }
      if (state.requests == 0 && state.quietSince <= since && !state.upgraded) {
        quiet.add(connection);
      }
    });
    receiving.keySet().removeIf(
        request -> request.isEnded() || !open.containsKey(request.connection()));
    receiving.forEach((request, begun) -> {
      if (begun > since) {
        return;
      }
      if (request.version() == HttpVersion.HTTP_2) {
        request.response().reset(); // Others of the same connection go on.
      } else {
        quiet.add(request.connection());
      }
    });
    quiet.forEach(Connections::close);
  }

  /** At once if something is unread: a close in order would wait for that for ever. */
  private static void close(HttpConnection connection) {
    if (unread(connection) > 0) {
      context(connection).close();
    } else {
      connection.close();
    }
  }

  /** Bytes that the other side has not taken. */
  private static long unread(HttpConnection connection) {
    ChannelOutboundBuffer out = context(connection).channel().unsafe().outboundBuffer();
    return out == null ? 0 : out.totalPendingWriteBytes();
  }

  private static ChannelHandlerContext context(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext();
  }
}
