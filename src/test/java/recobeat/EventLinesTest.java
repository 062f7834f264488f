package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static recobeat.Tracks.spotify;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What an engine tells of its start and of its admin are lines with fields, and documented. */
@Timeout(60)
class EventLinesTest extends AdminHttp {

  private static final Path PAGE = Path.of("src/site/markdown/operations.md");

  private final Logger logger = (Logger) LoggerFactory.getLogger("recobeat");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  @BeforeEach
  void listenToLines() {
    events.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(events);
    run("admin.token=" + TOKEN);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(events);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  @Test
  void engine_started_tellsWithWhatAndWhere() {
    assertThat(told("Engine")).satisfiesExactly(
        line -> assertThat(line).matches("engine started redis=embedded ms=\\d+"),
        line -> assertThat(line).matches("bridge listens host=127\\.0\\.0\\.1 port=\\d+"));
  }

  @ParameterizedTest
  @CsvSource({"embedded, embedded", "redis://host, host",
      "rediss://me:s3cret@redis.example:6390/2, redis.example:6390",
      "redis://me:s3cret@[::1]:6390?db=2, [::1]:6390"})
  void redis_configured_isToldWithoutCredentials(String uri, String told) {
    assertThat(Engine.place(uri)).isEqualTo(told);
  }

  @Test
  void admin_changes_areToldWithFields() throws Exception {
    send("PUT", "/admin/rate", "{\"ratePerSecond\":20}", "Bearer " + TOKEN);
    assertThat(told("Admin")).containsExactly("rate set ratePerSecond=20.0");
    rig.features(spotify(1));
    flush("near", "'kind':'audio-features','id':'" + spotify(1) + "'");
    flush("both", "'dryRun':true");
    assertThat(told("Admin").subList(1, 3)).satisfiesExactly(
        line -> assertThat(line).isEqualTo("flushed tier=near kinds=features id=" + spotify(1)
            + " dryRun=false near=1 redis=0"),
        line -> assertThat(line).matches("flushed tier=both kinds=\\w+(,\\w+)+ dryRun=true"
            + " near=\\d+ redis=\\d+"));
    send("PATCH", "/admin/lifetimes", "{\"features.found\":\"48h\",\"jitter\":0.05}",
        "Bearer " + TOKEN);
    assertThat(told("LifetimesView"))
        .containsExactly("lifetimes changed features.found=2d jitter=0.05");
    send("PUT", "/admin/manual/" + spotify(2),
        "{\"features\":{\"tempo\":120,\"energy\":0.7},\"by\":\"eve m\"}",
        "Bearer " + TOKEN);
    send("POST", "/admin/manual?by=bob", "text/csv", "id,energy\n" + spotify(3) + ",0.5\n",
        "Bearer " + TOKEN);
    send("DELETE", "/admin/manual/" + spotify(2), "", "Bearer " + TOKEN);
    assertThat(told("ManualApi")).containsExactly(
        "manual features changed id=" + spotify(2)
            + " features={energy=0.7, tempo=120} by=eve_m",
        "manual features changed characters=37 by=bob tracks=1 total=2",
        "manual features changed id=" + spotify(2) + " tracks=1 total=1");
    String page = Files.readString(PAGE);
    assertThat(List.copyOf(events.list)).filteredOn(EventLinesTest::isOurs)
        .allSatisfy(event -> assertThat(page).contains("| `" + event.getMessage() + "` |"));
  }

  private static boolean isOurs(ILoggingEvent event) {
    return !event.getLoggerName().startsWith("recobeat.embedded");
  }

  private List<String> told(String type) {
    return List.copyOf(events.list).stream()
        .filter(event -> event.getLoggerName().endsWith('.' + type))
        .map(event -> event.getFormattedMessage() + event.getKeyValuePairs().stream()
            .map(pair -> " " + pair.key + "=" + pair.value).collect(Collectors.joining()))
        .toList();
  }
}
