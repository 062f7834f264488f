package recobeat.message;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import recobeat.model.Entity;
import recobeat.model.Guess;
import recobeat.model.Json;
import recobeat.model.Lack;
import recobeat.model.Outcome;
import recobeat.model.Reason;
import recobeat.model.Source;
import recobeat.model.Status;

/** One full example of each public message; its JSON stands in the file of that name. */
enum Golden {

  IDS_REQUEST(
      new IdsRequest(
          List.of("7Kq2VbN0xTzPmR4sLw9aYc", "3f0c5b1e-7a42-4d8e-9b61-2c9e40d7f1aa",
              "SEABC2100417"),
          terms(), new Hints(List.of("Mara Lindqvist", "Oku"), null, null, List.of()),
          Map.of("SEABC2100417",
              new Hints(List.of(), "Kites", "Paper Kites", List.of("trap", "pop")))),
      IdsRequest::toJson, IdsRequest::fromJson),

  MAPPING_REQUEST(
      new MappingRequest(Entity.ALBUM, List.of("7Kq2VbN0xTzPmR4sLw9aYc"), terms()),
      MappingRequest::toJson, MappingRequest::fromJson),

  RECOMMENDATION_REQUEST(
      new RecommendationRequest(
          List.of("3f0c5b1e-7a42-4d8e-9b61-2c9e40d7f1aa", "7Kq2VbN0xTzPmR4sLw9aYc"), 40,
          List.of("c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8"), targets(), terms()),
      RecommendationRequest::toJson, RecommendationRequest::fromJson),

  SEARCH_REQUEST(
      new SearchRequest(Entity.ARTIST, "Björk \"live\"", 2, 50, terms()),
      SearchRequest::toJson, SearchRequest::fromJson),

  LIST_REQUEST(
      new ListRequest(Listing.ALBUM_TRACKS, "2NcVb8MxQ0aLzKs7TyWr5D", 1, 10, terms()),
      ListRequest::toJson, ListRequest::fromJson),

  RANK_REQUEST(
      new RankRequest(
          List.of("7Kq2VbN0xTzPmR4sLw9aYc", "SEABC2100417"),
          new Hints(List.of(), null, null, List.of("trap")),
          Map.of("SEABC2100417", new Hints(List.of("Oku"), null, null, List.of())),
          Map.of(Target.ENERGY, new RankRequest.Wanted(0.7, 0.2, 2),
              Target.VALENCE, new RankRequest.Wanted(0.5, null, 1)),
          Map.of(Target.TEMPO, new RankRequest.Range(90, 130),
              Target.LOUDNESS, new RankRequest.Range(Double.NEGATIVE_INFINITY, -5)),
          50, terms()),
      RankRequest::toJson, RankRequest::fromJson),

  RANK_REPLY(
      new RankReply(List.of(
          new RankReply.Ranked("7Kq2VbN0xTzPmR4sLw9aYc", 0.94, Status.FOUND, Source.NEAR, null, 1,
              List.of()),
          new RankReply.Ranked("SEABC2100417", 0.21, Status.GUESSED, Source.ESTIMATED,
              Reason.TIMED_OUT, 0.31, List.of("tempo", "loudness"))),
          List.of("1Zp6GsLd9QwXc4VnT2kYbR"), 2),
      RankReply::toJson, RankReply::fromJson),

  WORKFLOW_REQUEST(
      new WorkflowRequest("evening-mix-17"),
      WorkflowRequest::toJson, WorkflowRequest::fromJson),

  WORKFLOW_REPORT(
      new WorkflowReport("evening-mix-17", 312, 250, 20, 1, 12, 3.5, 41_200),
      WorkflowReport::toJson, WorkflowReport::fromJson),

  MISSING_REQUEST(
      new MissingRequest(50, "evening-mix-17", Lack.NOT_FEATURED),
      MissingRequest::toJson, MissingRequest::fromJson),

  MISSING_REPORT(
      new MissingReport(false, 1_764_300_000_000L, 30,
          Map.of(Lack.NOT_FOUND, new MissingReport.Total(1, 2),
              Lack.NOT_FEATURED, new MissingReport.Total(1, 12),
              Lack.UNKNOWN, new MissingReport.Total(0, 0)),
          List.of(
              new MissingTrack("7Kq2VbN0xTzPmR4sLw9aYc", Lack.NOT_FEATURED, 12,
                  1_764_300_000_000L, 1_764_390_000_000L, List.of("warm", "evening-mix-17"), 2,
                  new Hints(List.of("Mara Lindqvist", "Oku"), "Kites", "Paper Kites",
                      List.of("trap")), 2021),
              new MissingTrack("SEABC2100417", Lack.NOT_FOUND, 2, 1_764_300_000_001L,
                  1_764_300_000_001L, List.of(), 0, Hints.NONE, null)),
          List.of(new MissingReport.Group("Mara Lindqvist", 1, 12)),
          List.of(new MissingReport.Group("trap", 1, 12)),
          List.of(new MissingReport.Group("2021", 1, 12)),
          List.of(new MissingReport.Coverage("evening-mix-17", 100, 21, 1_764_390_000_000L))),
      MissingReport::toJson, MissingReport::fromJson),

  REPLY(
      new Reply(List.of(
          found("7Kq2VbN0xTzPmR4sLw9aYc", Source.NEAR, 5210, """
              {"id":"c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8","energy":0.7331234567890123,"key":-1,\
              "loudness":-7.0,"tempo":119.877,"href":null}"""),
          found("SEABC2100417", Source.REDIS, 7_776_000_000L, "[{\"id\":\"a\"},{\"id\":\"b\"}]"),
          found("3f0c5b1e-7a42-4d8e-9b61-2c9e40d7f1aa", Source.JOINED, 0, "{}"),
          found("2NcVb8MxQ0aLzKs7TyWr5D", Source.STALE, 1, "{\"content\":[]}"),
          new Outcome("0000000000000000000000", Status.ABSENT, Source.RECOBEAT, 0,
              null, null, null),
          new Outcome("?seeds=1", Status.ABSENT, Source.NEAR, 7,
              Json.of("{\"content\":[]}"), null, null),
          new Outcome("1Zp6GsLd9QwXc4VnT2kYbR", Status.GUESSED, Source.ESTIMATED, 0,
              Json.of("{\"energy\":0.6}"), null,
              new Guess(0.31, "artist: 12 tracks + subgenre trap")),
          new Outcome("1Zp6GsLd9QwXc4VnT2kYbS", Status.GUESSED, Source.DEFAULT, 0,
              Json.of("{\"energy\":0.5}"), Reason.UNAVAILABLE, new Guess(0, "all tracks")),
          new Outcome("1Zp6GsLd9QwXc4VnT2kYbT", Status.GUESSED, Source.MANUAL, 0,
              Json.of("{\"energy\":0.7}"), null,
              new Guess(0.111, "manual: energy by alice, 2026-11-28")),
          Outcome.failed("nonsense", Reason.MALFORMED),
          Outcome.failed("7Kq2VbN0xTzPmR4sLw9aY1", Reason.TIMED_OUT),
          Outcome.failed("7Kq2VbN0xTzPmR4sLw9aY2", Reason.UNAVAILABLE),
          Outcome.failed("7Kq2VbN0xTzPmR4sLw9aY3", Reason.REFUSED),
          Outcome.failed("7Kq2VbN0xTzPmR4sLw9aY4", Reason.OVERLOADED),
          Outcome.failed("7Kq2VbN0xTzPmR4sLw9aY5", Reason.CLOSING)), 2),
      Reply::toJson, Reply::fromJson);

  final Object example;
  private final JsonObject json;
  private final Function<JsonObject, ?> read;

  <T> Golden(T example, Function<T, JsonObject> toJson, Function<JsonObject, T> fromJson) {
    this.example = example;
    this.json = toJson.apply(example);
    this.read = fromJson;
  }

  JsonObject toJson() {
    return json.copy();
  }

  Object fromJson(JsonObject from) {
    return read.apply(from);
  }

  private static Terms terms() {
    return new Terms(30_000L, Accept.FRESH, "evening-mix-17", Priority.BATCH);
  }

  private static Outcome found(String id, Source source, long ageMs, String value) {
    return new Outcome(id, Status.FOUND, source, ageMs, Json.of(value), null, null);
  }

  private static Map<Target, Number> targets() {
    return Map.ofEntries(
        Map.entry(Target.ACOUSTICNESS, 0.25),
        Map.entry(Target.DANCEABILITY, 1),
        Map.entry(Target.ENERGY, 1.0),
        Map.entry(Target.INSTRUMENTALNESS, 0),
        Map.entry(Target.KEY, -1),
        Map.entry(Target.LIVENESS, 0.1234567890123456),
        Map.entry(Target.LOUDNESS, -59.5),
        Map.entry(Target.MODE, 1),
        Map.entry(Target.POPULARITY, 100),
        Map.entry(Target.SPEECHINESS, 0.05),
        Map.entry(Target.TEMPO, 119.877),
        Map.entry(Target.VALENCE, 0.5),
        Map.entry(Target.FEATURE_WEIGHT, 2.5));
  }
}
