package recobeat.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import recobeat.time.Time;

/**
 * The client that the plan set out to replace, as {@link Before} describes it: it has a bulk call
 * for conversion but asks for features one track at a time. In two points it is kinder than the
 * original: it converts Spotify ids only, so that no track is lost, and takes a broken answer for
 * a server error.
 */
final class NaiveClient implements Service {

  private final NaiveCalls calls;

  NaiveClient(Vertx vertx, String baseUrl, Scale scale, Time time) {
    calls = new NaiveCalls(vertx, baseUrl, scale, time);
  }

  @Override
  public Future<Answer> recommendations(List<String> seeds, int size) {
    return calls.get(Before.Tool.RECOMMENDATIONS,
        "/v1/track/recommendation?size=" + size + "&seeds=" + String.join(",", seeds));
  }

  @Override
  public Future<Answer> convert(List<String> spotifyIds) {
    Set<String> asked = new HashSet<>(spotifyIds);
    return details(spotifyIds).map(answer -> new Answer(
        answer.rows().stream().map(NaiveClient::pair)
            .filter(pair -> asked.contains(pair.getString("spotify"))).toList(),
        answer.failed()));
  }

  private static JsonObject pair(JsonObject row) {
    return new JsonObject()
        .put("recobeat", row.getString("id"))
        .put("spotify", Rows.spotify(row));
  }

  @Override
  public Future<Answer> features(List<String> recobeatIds) {
    List<List<String>> groups = Lanes.pieces(recobeatIds, Before.GROUP);
    return Lanes.run(groups, 1, group -> {
      Future<Answer> answer = Lanes.run(group, Before.GROUP_AT_ONCE, this::featuresOfOne);
      boolean last = group == groups.get(groups.size() - 1);
      return last ? answer : answer.compose(some -> calls.pause(Before.GROUP_PAUSE).map(some));
    });
  }

  private Future<Answer> featuresOfOne(String id) {
    return calls.get(Before.Tool.FEATURES, "/v1/track/" + id + "/audio-features");
  }

  @Override
  public Future<Answer> details(List<String> spotifyIds) {
    return chunked(Before.Tool.TRACKS, "/v1/track?ids=", spotifyIds);
  }

  @Override
  public Future<Answer> artists(List<String> recobeatIds) {
    return chunked(Before.Tool.ARTISTS, "/v1/artist?ids=", recobeatIds);
  }

  private Future<Answer> chunked(Before.Tool tool, String path, List<String> ids) {
    return Lanes.run(Lanes.pieces(ids, Before.CHUNK), Before.CHUNKS_AT_ONCE,
        chunk -> calls.get(tool, path + String.join(",", chunk)));
  }

  /** Ends its connections. */
  void close() {
    calls.close();
  }
}
