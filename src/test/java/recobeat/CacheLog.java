package recobeat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What the cache verticle logs, which then is not printed. */
final class CacheLog implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("recobeat.cache");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  CacheLog() {
    events.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(events);
  }

  /** With their fields. */
  List<String> lines() {
    return List.copyOf(events.list).stream()
        .map(event -> event.getFormattedMessage() + (event.getKeyValuePairs() == null ? ""
            : event.getKeyValuePairs().stream().map(pair -> " " + pair.key + "=" + pair.value)
                .collect(Collectors.joining())))
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
