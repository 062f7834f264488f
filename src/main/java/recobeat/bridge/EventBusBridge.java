package recobeat.bridge;

import io.vertx.core.Vertx;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
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

  private EventBusBridge() {}

  static Router router(Vertx vertx, Addresses addresses) {
    SockJSBridgeOptions bridge =
        new SockJSBridgeOptions().setReplyTimeout(REPLY_MAX.toMillis());
    addresses.requests().forEach(address ->
        bridge.addInboundPermitted(new PermittedOptions().setAddress(address)));
    bridge.addOutboundPermitted(new PermittedOptions()
        .setAddressRegex(Pattern.quote(addresses.events() + '.') + ".+"));
    return SockJSHandler.create(vertx, new SockJSHandlerOptions().setRegisterWriteHandler(false))
        .bridge(bridge);
  }
}
