package recobeat.campaign;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import recobeat.sim.Sim;

/**
 * What the stand-in knows, from a twin of it for which nothing ever goes wrong. Learned by one
 * thread, a playlist at a time, before anybody asks for it.
 */
final class Truth {

  private static final int IDS_MAX = 40;

  private final Sim asked;
  private final Sim twin;
  private final Web web;
  private final Map<Noun, Map<String, List<JsonObject>>> rows = new EnumMap<>(Noun.class);

  /** Of Spotify ids of known tracks. */
  private final Map<String, Names> names = new ConcurrentHashMap<>();

  /** What a known track is called beside its Spotify id, and whose it is. */
  record Names(String uuid, String isrc, List<String> artists) {}

  Truth(Sim asked, Sim twin, Web web) {
    this.asked = asked;
    this.twin = twin;
    this.web = web;
    for (Noun noun : Noun.values()) {
      rows.put(noun, new ConcurrentHashMap<>());
    }
  }

  void learn(List<String> playlist) throws IOException, InterruptedException {
    // Only who was asked for a track by its Spotify id knows its other ids.
    playlist.forEach(asked.catalogue()::uuidOf);
    Set<String> isrcs = new HashSet<>();
    Set<String> artists = new HashSet<>();
    for (JsonObject row : ask(Noun.TRACKS, playlist)) {
      learn(row, isrcs, artists);
    }
    for (JsonObject row : ask(Noun.FEATURES, playlist)) {
      put(Noun.FEATURES, row, row.getString("id"), spotify(row));
    }
    for (Noun noun : List.of(Noun.TRACKS, Noun.FEATURES)) {
      for (JsonObject row : ask(noun, List.copyOf(isrcs))) {
        rows.get(noun).merge(row.getString("isrc"), List.of(row), Truth::joined);
      }
    }
    for (JsonObject row : ask(Noun.ARTISTS, List.copyOf(artists))) {
      put(Noun.ARTISTS, row, row.getString("id"), spotify(row));
    }
  }

  private void learn(JsonObject row, Set<String> isrcs, Set<String> artists) {
    String uuid = row.getString("id");
    String isrc = row.getString("isrc");
    String spotify = spotify(row);
    List<String> own = Web.objects(row.getJsonArray("artists")).stream()
        .map(artist -> artist.getString("id")).toList();
    names.put(spotify, new Names(uuid, isrc, own));
    put(Noun.TRACKS, row, uuid, spotify);
    put(Noun.MAPPINGS, new JsonObject().put("recobeat", uuid).put("spotify", spotify),
        uuid, spotify);
    isrcs.add(isrc);
    artists.addAll(own);
  }

  private List<JsonObject> ask(Noun noun, List<String> ids)
      throws IOException, InterruptedException {
    List<JsonObject> found = new ArrayList<>();
    for (int at = 0; at < ids.size(); at += IDS_MAX) {
      List<String> some = ids.subList(at, Math.min(at + IDS_MAX, ids.size()));
      found.addAll(web.get(
          twin.baseUrl(), noun.path + "?ids=" + String.join(",", some)).rows());
    }
    return found;
  }

  private void put(Noun noun, JsonObject row, String... ids) {
    for (String id : ids) {
      rows.get(noun).put(id, List.of(row));
    }
  }

  private static List<JsonObject> joined(List<JsonObject> some, List<JsonObject> more) {
    Set<JsonObject> all = new HashSet<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private static String spotify(JsonObject row) {
    String href = row.getString("href");
    return href.substring(href.lastIndexOf('/') + 1);
  }

  /** The rows of an id; none if the service does not have it. */
  List<JsonObject> rows(Noun noun, String id) {
    return rows.get(noun).getOrDefault(id, List.of());
  }

  /** Of a Spotify id; null if the service does not have it. */
  Names names(String spotifyId) {
    return names.get(spotifyId);
  }

  /** What the service answers to some call. */
  Web.Answer answer(String uri) {
    try {
      return web.send(twin.baseUrl(), Question.plain(HttpMethod.GET, uri, null), 10_000);
    } catch (IOException | TimeoutException | InterruptedException never) {
      throw new IllegalStateException(never);
    }
  }
}
