package recobeat.campaign;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** What callers ask, of playlists that come out one by one, and how the answers are checked. */
final class Questions {

  private static final int BULK_MAX = 40;
  private static final int RECENT = 5;

  /** Why a well-formed id may fail. */
  private static final Set<String> REASONS =
      Set.of("timed-out", "unavailable", "overloaded", "closing");

  private static final int[] WAITS_MS = {50, 300, 1_000, 3_000};

  private final Truth truth;
  private final List<List<String>> out = new CopyOnWriteArrayList<>();

  Questions(Truth truth) {
    this.truth = truth;
  }

  /** A playlist comes out; its truth has to be known. */
  void release(List<String> playlist) {
    out.add(playlist);
  }

  /** Half of the time of what came out last, which nobody asked for before. */
  Question next(RandomGenerator random) {
    int from = random.nextBoolean() ? Math.max(0, out.size() - RECENT) : 0;
    List<String> playlist = out.get(random.nextInt(from, out.size()));
    String id = playlist.get(random.nextInt(playlist.size()));
    int from40 = random.nextInt(Math.max(1, playlist.size() - BULK_MAX));
    List<String> some = playlist.subList(from40, Math.min(from40 + BULK_MAX, playlist.size()));
    Noun noun = random.nextInt(3) == 0 ? Noun.TRACKS : Noun.FEATURES;
    return switch (random.nextInt(10)) {
      case 0, 1 -> dropIn(noun, List.of(named(id, random)), random);
      case 2, 3 -> dropIn(noun, some, random);
      case 4 -> path(id, noun);
      case 5 -> recommendations(id, some.get(0));
      case 6 -> bulk(Noun.MAPPINGS, some, random);
      case 7 -> bulk(Noun.ARTISTS, artists(playlist), random);
      default -> bulk(noun, playlist.stream().map(each -> named(each, random)).toList(), random);
    };
  }

  private List<String> artists(List<String> playlist) {
    Set<String> artists = new LinkedHashSet<>();
    for (String id : playlist) {
      Truth.Names names = truth.names(id);
      if (names != null) {
        artists.addAll(names.artists());
      }
    }
    return List.copyOf(artists);
  }

  /** Under one of a track's names, mostly the Spotify id. */
  private String named(String id, RandomGenerator random) {
    Truth.Names names = truth.names(id);
    int which = names == null ? -1 : random.nextInt(8);
    return which == 0 ? names.uuid() : which == 1 ? names.isrc() : id;
  }

  private Question dropIn(Noun noun, List<String> ids, RandomGenerator random) {
    int waitS = random.nextInt(3);
    return new Question(HttpMethod.GET, noun.path + "?ids=" + String.join(",", ids),
        waitS == 0 ? Map.of() : Map.of("Prefer", "wait=" + waitS), null,
        waitS == 0 ? EngineProcess.WAIT_MS : waitS * 1_000L,
        (answer, verdict) -> checkBulk(noun, ids, answer, verdict));
  }

  private void checkBulk(Noun noun, List<String> ids, Web.Answer answer, Verdict verdict) {
    if (answer.status() == 503) {
      verdict.unsettled.add(ids.size());
      return;
    } else if (answer.status() != 200) {
      verdict.wrong(noun + " " + ids + ": " + answer.status() + " " + answer.body());
      return;
    }
    String header = answer.headers().get("X-RecoBeat-Unsettled");
    Set<String> unsettled = header == null ? Set.of() : Set.of(header.split(","));
    verdict.unsettled.add(unsettled.size());
    List<JsonObject> rows = answer.rows();
    Set<JsonObject> found = new HashSet<>(rows);
    Set<JsonObject> due = new HashSet<>();
    for (String id : ids) {
      List<JsonObject> own = truth.rows(noun, id);
      if (!unsettled.contains(id)) {
        due.addAll(own);
        verdict.told(noun, id);
        if (!found.containsAll(own)) {
          verdict.absent(noun, id, false);
        } else if (own.isEmpty()) {
          verdict.absent(noun, id, true);
        }
      }
    }
    verdict.rows.add(rows.size());
    if (rows.size() > found.size() || !due.containsAll(found)) {
      verdict.wrong(noun + " " + ids + ": " + answer.body());
    }
  }

  /** A call that names one track, if it is known by a UUID at all. */
  private Question path(String id, Noun noun) {
    Truth.Names names = truth.names(id);
    String uuid = names == null ? "00000000-0000-4000-8000-000000000000" : names.uuid();
    return same("/v1/track/" + uuid + (noun == Noun.FEATURES ? "/audio-features" : ""));
  }

  private Question recommendations(String seed, String other) {
    return same("/v1/track/recommendation?size=5&seeds="
        + (seed.equals(other) ? seed : seed + "," + other));
  }

  /** Has to be answered as the service does. */
  private Question same(String uri) {
    return new Question(HttpMethod.GET, uri, Map.of(), null, EngineProcess.WAIT_MS,
        (answer, verdict) -> {
          Web.Answer due = truth.answer(uri);
          verdict.rows.increment();
          if (answer.status() == 503) {
            verdict.unsettled.increment();
          } else if (answer.status() != due.status()
              || due.status() == 200 && !answer.json().equals(due.json())) {
            verdict.wrong(uri + ": " + answer.status() + " " + answer.body());
          }
        });
  }

  private Question bulk(Noun noun, List<String> ids, RandomGenerator random) {
    int waitMs = WAITS_MS[random.nextInt(WAITS_MS.length)];
    JsonObject body = new JsonObject()
        .put("ids", new JsonArray(ids))
        .put("waitMs", waitMs)
        .put("accept", random.nextBoolean() ? "fresh" : "stale");
    if (noun == Noun.MAPPINGS) {
      body.put("entity", "track");
    }
    return new Question(HttpMethod.POST, noun.address, Map.of(), body, waitMs,
        (answer, verdict) -> checkOutcomes(noun, ids, answer, verdict));
  }

  private void checkOutcomes(Noun noun, List<String> ids, Web.Answer answer, Verdict verdict) {
    if (answer.status() != 200) {
      verdict.wrong(noun + " " + ids + ": " + answer.status() + " " + answer.body());
      return;
    }
    List<JsonObject> outcomes = Web.objects(answer.json().getJsonArray("outcomes"));
    List<String> answered = new ArrayList<>();
    for (JsonObject outcome : outcomes) {
      answered.add(outcome.getString("id"));
      checkOutcome(noun, outcome, verdict);
    }
    if (!answered.equals(ids)) {
      verdict.wrong(noun + ": asked " + ids + ", answered " + answered);
    }
  }

  /** Whether it says what is there; false if it says nothing or something else. */
  boolean checkOutcome(Noun noun, JsonObject outcome, Verdict verdict) {
    String id = outcome.getString("id");
    List<JsonObject> own = truth.rows(noun, id);
    switch (outcome.getString("status")) {
      case "found" -> {
        verdict.rows.increment();
        verdict.told(noun, id);
        Object value = outcome.getValue("value");
        if (!Set.copyOf(own).equals(value instanceof JsonArray many
            ? Set.copyOf(Web.objects(many)) : Set.of(value))) {
          verdict.wrong(noun + " " + id + ": " + outcome);
          return false;
        }
      }
      case "absent" -> {
        verdict.told(noun, id);
        verdict.absent(noun, id, own.isEmpty());
        return own.isEmpty();
      }
      default -> {
        verdict.unsettled.increment();
        if (!REASONS.contains(outcome.getString("reason"))) {
          verdict.wrong(noun + " " + id + ": " + outcome);
        }
        return false;
      }
    }
    return true;
  }
}
