package recobeat.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slf4j.event.Level.INFO;
import static org.slf4j.event.Level.WARN;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is told of a storm. */
class FloodTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(FloodTest.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Flood flood = new Flood(logger, 2, 1_000);

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private List<String> told() {
    List<String> told = lines.list.stream().map(event -> event.getLevel() + " "
        + event.getFormattedMessage()
        + (event.getKeyValuePairs() == null ? "" : event.getKeyValuePairs().stream()
            .map(pair -> " " + pair.key + "=" + pair.value).collect(Collectors.joining())))
        .toList();
    lines.list.clear();
    return told;
  }

  @Test
  void lines_few_areTold() {
    for (int i = 0; i < 10; i++) {
      flood.at(WARN, i * 500L).addKeyValue("i", i).log("rain");
    }
    assertThat(told()).hasSize(10).contains("WARN rain i=0", "WARN rain i=9");
  }

  @Test
  void storm_inAWhile_saysAtOnceThatLinesAreLeftOutAndLaterHowMany() {
    for (int i = 0; i < 100; i++) {
      flood.at(WARN, 5_000 + i).log("rain");
    }
    assertThat(told()).containsExactly(
        "WARN rain", "WARN rain", "WARN lines like these are left out for a while ms=998");
    flood.at(WARN, 5_999).log("rain");
    assertThat(told()).isEmpty();
    flood.at(WARN, 6_000).log("rain");
    assertThat(told()).containsExactly("WARN more lines like these lines=99", "WARN rain");
  }

  @Test
  void storm_over_isForgotten() {
    for (int i = 0; i < 3; i++) {
      flood.at(INFO, i).log("rain");
    }
    told();
    flood.at(INFO, 1_000).log("rain");
    flood.at(INFO, 2_000).log("rain");
    assertThat(told()).containsExactly(
        "INFO more lines like these lines=1", "INFO rain", "INFO rain");
  }

  @Test
  void line_ofAPair_passesAsAloneItWould() {
    assertThat(flood.passes(WARN, 0)).isTrue();
    flood.at(WARN, 0).log("rain");
    assertThat(flood.passes(WARN, 0)).isFalse();
    assertThat(flood.passes(WARN, 1_000)).isTrue();
  }
}
