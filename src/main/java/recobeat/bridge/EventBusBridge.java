package recobeat.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.BridgeEventType;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.RequestBody;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import io.vertx.ext.web.handler.sockjs.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import recobeat.message.Addresses;
import recobeat.time.Time;

/**
 * The event bus for browsers and others: public requests in, their replies and events out. Vert.x'
 * own bridge speaks its protocol, but for the public requests: it neither tells when one is
 * answered nor looks whether anybody reads the answers.
 */
final class EventBusBridge {

  private static final int SWITCHED = 101;

  /** As Vert.x' own bridge, which tells a client whose address is longer. */
  private static final int REPLY_ADDRESS_MAX = 36;

  private final Map<SockJSSocket, BusSocket> open = new HashMap<>();
  private final BusRequests requests;
  private final Connections connections;
  private final HttpOptions options;
  private final Load load;
  private final Time time;

  EventBusBridge(
      BusRequests requests, Connections connections, HttpOptions options, Load load, Time time) {
    this.requests = requests;
    this.connections = connections;
    this.options = options;
    this.load = load;
    this.time = time;
  }

  Router router(Vertx vertx, Addresses addresses) {
    SockJSBridgeOptions bridge = new SockJSBridgeOptions()
        .addOutboundPermitted(new PermittedOptions()
            .setAddressRegex(Pattern.quote(addresses.events() + '.') + ".+"));
    // Those that serve scripts would serve them to pages of any origin.
    SockJSHandlerOptions sockJs = new SockJSHandlerOptions()
        .setRegisterWriteHandler(false)
        .addDisabledTransport(Transport.JSON_P.toString())
        .addDisabledTransport(Transport.HTML_FILE.toString());
    return SockJSHandler.create(vertx, sockJs).bridge(bridge, this::handle);
  }

  /** Of what else is sent by a plain request, Vert.x makes a failure of its own. */
  static void requireMessages(RoutingContext context) {
    if (context.normalizedPath().endsWith("/xhr_send") && !holdsMessages(context.body())) {
      context.fail(new HttpException(400, "body must be a JSON array of strings"));
    } else {
      context.next();
    }
  }

  private static boolean holdsMessages(RequestBody body) {
    try {
      JsonArray messages = body.asJsonArray();
      return messages != null && messages.stream().allMatch(String.class::isInstance);
    } catch (ClassCastException | DecodeException another) {
      return false;
    }
  }

  /** An event that is not completed goes no further. */
  private void handle(BridgeEvent event) {
    follow(event);
    BusSocket socket = open.get(event.socket());
    JsonObject message = event.getRawMessage();
    boolean isHandled = switch (event.type()) {
      case SEND, PUBLISH -> socket != null && message != null && asks(event, socket, message);
      case SOCKET_IDLE -> socket != null && socket.isHeld();
      default -> false;
    };
    if (!isHandled) {
      event.complete(true);
    }
  }

  private boolean asks(BridgeEvent event, BusSocket socket, JsonObject message) {
    String address = message.getString("address");
    String replyAddress =
        event.type() == BridgeEventType.SEND ? message.getString("replyAddress") : null;
    if (address == null || !requests.isPublic(address)
        || replyAddress != null && replyAddress.length() > REPLY_ADDRESS_MAX) {
      // To be refused; headers that are none would be an error instead.
      message.remove("headers");
      return false;
    }
    socket.ask(address, message.getValue("body"), replyAddress);
    return true;
  }

  private void follow(BridgeEvent event) {
    SockJSSocket socket = event.socket();
    HttpServerRequest request = socket.routingContext().request();
    // Other transports than web sockets are plain requests.
    boolean isWebSocket = request.response().getStatusCode() == SWITCHED;
    if (event.type() == BridgeEventType.SOCKET_CREATED) {
      @Nullable Flow flow = null;
      if (isWebSocket) {
        connections.upgraded(request);
        flow = Flow.of(request.connection());
      }
      open.put(socket,
          new BusSocket(socket, flow, requests, load, options.requestsMax(), time));
    } else if (event.type() == BridgeEventType.SOCKET_CLOSED) {
      BusSocket closed = open.remove(socket);
      if (closed != null) {
        closed.closed();
      }
      if (isWebSocket) {
        connections.closed(request.connection());
      }
    }
  }

  /** Closes each as soon as nobody owes it an answer. */
  void close() {
    new ArrayList<>(open.values()).forEach(BusSocket::close);
  }

  /** As the engine is closing. */
  void refuseAll() {
    new ArrayList<>(open.values()).forEach(BusSocket::refuseAll);
  }

  /** Closes those that have taken nothing for too long. */
  void sweep() {
    long since = time.millis() - options.idle().toMillis();
    new ArrayList<>(open.values()).forEach(socket -> socket.closeIfStuck(since));
  }
}
