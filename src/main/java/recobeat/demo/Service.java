package recobeat.demo;

import io.vertx.core.Future;
import java.util.List;

/** What the workflow asks of a client. No future fails: what went wrong is counted instead. */
interface Service {

  /** Track rows like the seeds, which are Spotify ids. */
  Future<Answer> recommendations(List<String> seeds, int size);

  /** A {@code {"recobeat": "<uuid>", "spotify": "<id>"}} for each Spotify id of a track. */
  Future<Answer> convert(List<String> spotifyIds);

  /** Feature rows of tracks by their RecoBeat ids. */
  Future<Answer> features(List<String> recobeatIds);

  /** Track rows by Spotify ids. */
  Future<Answer> details(List<String> spotifyIds);

  /** Artist rows by RecoBeat ids. */
  Future<Answer> artists(List<String> recobeatIds);
}
