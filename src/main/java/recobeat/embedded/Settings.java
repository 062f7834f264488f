package recobeat.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the server is told: what may change while it runs, and what is fixed at its start. */
final class Settings {
  private Settings() {}

  /** The settings that a running server takes by {@code CONFIG SET} too. */
  static Map<String, String> tunable(long memoryBytesMax) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("maxmemory", Long.toString(memoryBytesMax));
    // All but what an admin typed in can be had again, and has an end.
    settings.put("maxmemory-policy", "volatile-lfu");
    settings.put("save", "");
    settings.put("appendonly", "yes");
    settings.put("appendfsync", "everysec");
    settings.put("auto-aof-rewrite-percentage", "100");
    settings.put("auto-aof-rewrite-min-size", "16mb");
    // Plain commands can be read by any version of Redis or Valkey, their binary dumps cannot.
    settings.put("aof-use-rdb-preamble", "no");
    // Only warnings, so that the log of a server that runs for months stays small.
    settings.put("loglevel", "warning");
    return settings;
  }

  /** The whole configuration, as {@code redis-server -} reads it from its standard input. */
  static String text(ServerState state, long memoryBytesMax) {
    StringBuilder text = new StringBuilder();
    text.append("bind 127.0.0.1\n");
    text.append("port ").append(state.port()).append('\n');
    text.append("requirepass ").append(state.password()).append('\n');
    tunable(memoryBytesMax)
        .forEach((name, value) ->
            text.append(name).append(' ').append(value.isEmpty() ? "\"\"" : value).append('\n'));
    return text.toString();
  }
}
