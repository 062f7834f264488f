package recobeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of ids in the calls that name up to 40 of them. */
class IdKindsTest {

  private static Stand stand;
  private static List<String> some;

  @BeforeAll
  static void start() {
    stand = new Stand(Stand.calm());
    some = stand.known("track", 3);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"track", "audio-features"})
  void ids_ofAllKinds_areUnderstoodTogether(String noun) {
    String isrc = stand.catalogue.isrcOf(some.get(1)).orElseThrow();
    String upper = stand.uuid(some.get(2)).toUpperCase(Locale.ROOT);
    List<String> ids = List.of(stand.uuid(some.get(0)), isrc, upper);
    HttpResponse<Buffer> answer = stand.bulk(noun, ids);

    assertThat(Stand.spotifyIds(answer)).containsAll(some);
    assertThat(answer.bodyAsString()).doesNotContain(upper);
  }

  @ParameterizedTest
  @ValueSource(strings = {"artist", "album"})
  void ids_uuidsOfArtistsAndAlbums_areUnderstood(String noun) {
    HttpResponse<Buffer> bySpotifyId = stand.bulk(noun, stand.known(noun, 3));
    List<String> uuids =
        Stand.rows(bySpotifyId).stream().map(row -> row.getString("id")).toList();

    assertThat(Stand.rows(stand.bulk(noun, uuids)))
        .containsExactlyInAnyOrderElementsOf(Stand.rows(bySpotifyId));
  }

  @Test
  void ids_isrc_givesEveryTrackOfTheRecording() {
    String isrc = stand.catalogue.sampleTracks(5000, 1).stream()
        .map(id -> stand.catalogue.isrcOf(id).orElseThrow())
        .filter(each -> stand.catalogue.spotifyIdsOf(each).size() > 1)
        .findFirst()
        .orElseThrow();
    List<JsonObject> rows = Stand.rows(stand.bulk("track", List.of(isrc)));

    assertThat(rows).hasSize(2).allMatch(row -> row.getString("isrc").equals(isrc));
    assertThat(rows).extracting(row -> row.getString("trackTitle")).containsOnly(
        rows.get(0).getString("trackTitle"));
    assertThat(rows).extracting(row -> row.getString("id")).doesNotHaveDuplicates();
    assertThat(rows).extracting(Stand::spotifyId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"track", "audio-features"})
  void ids_sameTrackTwiceOrInTwoKinds_givesOneRow(String noun) {
    String id = some.get(0);
    String isrc = stand.catalogue.isrcOf(id).orElseThrow();

    assertThat(Stand.spotifyIds(stand.bulk(noun, List.of(id, id, stand.uuid(id), isrc))))
        .containsOnlyOnce(id);
  }

  @Test
  void row_fields_neverEchoTheAskedSpotifyId() {
    for (String noun : List.of("track", "audio-features", "artist", "album")) {
      List<String> ids = stand.known(noun, 3);
      assertThat(Stand.rows(stand.bulk(noun, ids)))
          .flatExtracting(row -> row.getMap().values())
          .doesNotContainAnyElementsOf(ids);
    }
  }

  @Test
  void ids_spotifyIdInOtherCase_isAnotherId() {
    List<String> ids = stand.known("track", 40);
    List<String> swapped = ids.stream().map(IdKindsTest::otherCase).toList();
    Set<String> answered = new TreeSet<>(Stand.spotifyIds(stand.bulk("track", swapped)));

    assertThat(answered).isNotEmpty().isSubsetOf(swapped).doesNotContainAnyElementsOf(ids);
  }

  private static String otherCase(String id) {
    return id.chars()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
