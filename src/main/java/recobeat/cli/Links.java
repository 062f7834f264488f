package recobeat.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Variables by which Kubernetes and Docker tell a container of the services around it. Those of a
 * service whose name begins like the engine's look like options: {@code RECOBEAT_SERVICE_HOST},
 * {@code RECOBEAT_SERVICE_PORT}, {@code RECOBEAT_SERVICE_PORT_HTTP}, {@code RECOBEAT_PORT},
 * {@code RECOBEAT_PORT_8080_TCP} and that with {@code _PROTO}, {@code _PORT} or {@code _ADDR}.
 */
final class Links {

  private static final Pattern NAME = Pattern.compile("(\\w+_)?("
      + "SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  /** Told by its value from an option, or from what was meant for one. */
  private static final Pattern PORT = Pattern.compile("(\\w+_)?PORT=(tcp|udp|sctp)://.*");

  private Links() {}

  /** The environment without them. */
  static Map<String, String> removed(String prefix, Map<String, String> environment) {
    Map<String, String> rest = new LinkedHashMap<>();
    environment.forEach((name, value) -> {
      if (!name.startsWith(prefix) || !isLink(name.substring(prefix.length()), value)) {
        rest.put(name, value);
      }
    });
    return rest;
  }

  private static boolean isLink(String name, String value) {
    return NAME.matcher(name).matches() || PORT.matcher(name + "=" + value).matches();
  }
}
