package recobeat.bridge;

import io.vertx.core.net.HostAndPort;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the bridge may be asked for what is not open to every page: a page of a
 * stranger that names its own host after this machine's address is refused (DNS rebinding).
 */
final class Hosts {

  private final Set<String> allowed = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  Hosts(HttpOptions options) {
    allowed.add(options.host().toLowerCase(Locale.ROOT));
    for (String host : options.allowedHosts().split(",")) {
      if (!host.isBlank()) {
        allowed.add(host.strip().toLowerCase(Locale.ROOT));
      }
    }
  }

  boolean allows(@Nullable HostAndPort authority) {
    return authority != null && allowed.contains(authority.host().toLowerCase(Locale.ROOT));
  }
}
