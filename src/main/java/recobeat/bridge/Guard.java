package recobeat.bridge;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands before everything but the drop-in API. A page of a stranger may not ask: neither
 * under a name of its own for this machine's address (DNS rebinding) nor from its own origin.
 */
final class Guard implements Handler<RoutingContext> {

  private final Set<String> own = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
  private final Set<String> allowed = new HashSet<>();

  Guard(HttpOptions options) {
    own.add(options.host().toLowerCase(Locale.ROOT));
    for (String host : options.allowedHosts().split(",")) {
      if (!host.isBlank()) {
        allowed.add(host.strip().toLowerCase(Locale.ROOT));
      }
    }
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
    if (!allows(context.request().authority())) {
      context.fail(new HttpException(421, "this host is not in http.allowedHosts"));
    } else if (!allowsOrigin(context.request())) {
      context.fail(new HttpException(403, "this origin is not in http.allowedHosts"));
    } else {
      context.next();
    }
  }

  private boolean allows(@Nullable HostAndPort authority) {
    return authority != null && (own.contains(name(authority)) || isAllowed(authority));
  }

  private boolean isAllowed(HostAndPort authority) {
    return allowed.contains(name(authority));
  }

  private static String name(HostAndPort authority) {
    return authority.host().toLowerCase(Locale.ROOT);
  }

  /** A page of this very server, or of a host that is trusted by name. */
  private boolean allowsOrigin(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return true;
    }
    int scheme = origin.indexOf("://");
    HostAndPort from =
        scheme < 0 ? null : HostAndPort.parseAuthority(origin.substring(scheme + 3), -1);
    HostAndPort here = request.authority();
    return from != null && here != null
        && (name(from).equals(name(here)) && from.port() == here.port() || isAllowed(from));
  }
}
