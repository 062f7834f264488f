package recobeat.sim;

import recobeat.time.Time;

/** Answers each call as the service does. */
final class Api {

  private final Time time;
  private final Lookups lookups;
  private final Lists lists;
  private final Recommendations recommendations;

  Api(Catalogue catalogue, Time time) {
    this.time = time;
    this.lookups = new Lookups(catalogue);
    this.lists = new Lists(catalogue, lookups);
    this.recommendations = new Recommendations(catalogue);
  }

  Answer answer(Ask ask) {
    try {
      return Answer.json(200, body(ask));
    } catch (Refusal refusal) {
      return refused(refusal, ask);
    }
  }

  Answer refused(Refusal refusal, Ask ask) {
    return Answer.of(refusal, ask.endpoint(), ask.path(), time.epochMillis());
  }

  private Answer.Writer body(Ask ask) {
    return switch (ask.endpoint()) {
      case TRACKS -> lookups.tracks(ask);
      case FEATURES -> lookups.features(ask);
      case ARTISTS -> lookups.artists(ask);
      case ALBUMS -> lookups.albums(ask);
      case TRACK -> lookups.track(ask);
      case TRACK_FEATURES -> lookups.trackFeatures(ask);
      case ARTIST -> lookups.artist(ask);
      case ALBUM -> lookups.album(ask);
      case TRACK_SEARCH -> lists.trackSearch(ask);
      case ARTIST_SEARCH -> lists.artistSearch(ask);
      case ALBUM_SEARCH -> lists.albumSearch(ask);
      case TRACK_ALBUMS -> lists.trackAlbums(ask);
      case ARTIST_TRACKS -> lists.artistTracks(ask);
      case ARTIST_ALBUMS -> lists.artistAlbums(ask);
      case ALBUM_TRACKS -> lists.albumTracks(ask);
      case RECOMMENDATION -> recommendations.answer(ask);
      case ANALYSIS, OTHER ->
          throw Refusal.of(
              Refusal.NO_SUCH_URL, "No static resource " + ask.path().substring(1) + ".");
    };
  }
}
