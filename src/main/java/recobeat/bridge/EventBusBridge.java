package recobeat.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.bridge.BridgeEventType;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import java.time.Duration;
import java.util.regex.Pattern;
import recobeat.message.Addresses;

/** The event bus for browsers and others: public requests in, their replies and events out. */
final class EventBusBridge {

  /** Callers say themselves how long they wait. */
  private static final Duration REPLY_MAX = Duration.ofHours(1);

  private static final int SWITCHED = 101;

  private EventBusBridge() {}

  static Router router(Vertx vertx, Addresses addresses, Connections connections) {
    SockJSBridgeOptions bridge =
        new SockJSBridgeOptions().setReplyTimeout(REPLY_MAX.toMillis());
    addresses.requests().forEach(address ->
        bridge.addInboundPermitted(new PermittedOptions().setAddress(address)));
    bridge.addOutboundPermitted(new PermittedOptions()
        .setAddressRegex(Pattern.quote(addresses.events() + '.') + ".+"));
    return SockJSHandler.create(vertx, new SockJSHandlerOptions().setRegisterWriteHandler(false))
        .bridge(bridge, event -> {
          follow(event, connections);
          event.complete(true);
        });
  }

  /** Other transports than web sockets are plain requests. */
  private static void follow(BridgeEvent event, Connections connections) {
    HttpServerRequest request = event.socket().routingContext().request();
    if (request.response().getStatusCode() != SWITCHED) {
      return;
    }
    if (event.type() == BridgeEventType.SOCKET_CREATED) {
      connections.upgraded(request);
    } else if (event.type() == BridgeEventType.SOCKET_CLOSED) {
      connections.closed(request.connection());
    }
  }
}
