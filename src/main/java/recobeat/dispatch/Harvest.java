package recobeat.dispatch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import recobeat.message.Row;
import recobeat.message.Store.Mode;
import recobeat.message.Store.Write;
import recobeat.model.Endpoint;
import recobeat.model.Entity;
import recobeat.model.Entry;
import recobeat.model.Id;
import recobeat.model.IdKind;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;
import recobeat.model.Mapping;

/**
 * What the rows of an answer teach: each its value, its names in both directions, and its artists.
 * Rows of a look-up by id that match nothing asked teach nothing: they are dropped and counted.
 */
final class Harvest {

  private final Set<String> asked;
  private final long epochMillis;
  private final IntSupplier jitter;

  /** Every key that is settled, under all names, with its entry. */
  final Map<Key, Entry> settled = new LinkedHashMap<>();

  /** What follows for keys that were not asked, unless more is known of them. */
  final Map<Key, Entry> implied = new LinkedHashMap<>();

  /** What is to be stored, under canonical names only. */
  final List<Write> writes = new ArrayList<>();

  /** Rows of tracks that taught something, details or features. */
  final List<Row> tracks = new ArrayList<>();

  /** Rows that matched nothing asked. */
  int dropped;

  /** Kinds of names that some row did not tell. */
  private final Set<IdKind> untold = EnumSet.noneOf(IdKind.class);

  /**
   * Of one answer.
   *
   * @param asked the ids of a look-up by id, in canonical spelling; empty for a query
   * @param jitter draws 0 to 255
   */
  Harvest(Set<String> asked, long epochMillis, IntSupplier jitter) {
    this.asked = asked;
    this.epochMillis = epochMillis;
    this.jitter = jitter;
  }

  /** Learns from all rows. */
  void learn(List<Row> rows) {
    Map<String, List<Row>> byIsrc = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.spotify() == null) {
        untold.add(IdKind.SPOTIFY);
      }
      if (row.isrc() == null) {
        untold.add(IdKind.ISRC);
      }
      if (!asked.isEmpty() && asked.stream().noneMatch(row::isNamed)) {
        dropped++;
        continue;
      }
      learn(row);
      if (row.entity() == Entity.TRACK) {
        tracks.add(row);
      }
      if (row.isrc() != null) {
        byIsrc.computeIfAbsent(row.isrc(), first -> new ArrayList<>()).add(row);
      }
    }
    byIsrc.forEach(this::learnIsrc);
  }

  private void learn(Row row) {
    Kind kind = kind(row);
    Mapping mapping = mapping(row);
    Entry value = found(row.value());
    writes.add(Write.of(new Key(kind, mapping.canonical()), value, Mode.SET));
    settled.put(new Key(kind, row.recobeat()), value);
    learn(row, row.recobeat(), mapping);
    if (row.spotify() != null) {
      settled.put(new Key(kind, row.spotify()), value);
      learn(row, row.spotify(), mapping);
    }
    row.artists().forEach(this::learn);
  }

  private void learn(Row row, String name, Mapping mapping) {
    Key key = new Key(Kind.mapping(row.entity()), name);
    Entry entry = found(mapping.toJson());
    // The answer to a question for this very id decides; what comes along with others does not.
    writes.add(Write.of(key, entry, asked.contains(name) ? Mode.SET : Mode.MAP));
    settled.put(key, entry);
  }

  /** A list is complete only if it was asked for; else rows are added to one that is known. */
  private void learnIsrc(String isrc, List<Row> rows) {
    Kind kind = kind(rows.get(0));
    boolean complete = asked.contains(isrc);
    list(new Key(kind, isrc), rows, Row::value, complete);
    // Tracks without features are missing among the feature rows of an ISRC.
    list(new Key(Kind.TRACK_ID, isrc), rows, row -> mapping(row).toJson(),
        complete && kind == Kind.TRACK);
  }

  private void list(Key key, List<Row> rows, Function<Row, Json> value, boolean complete) {
    if (complete) {
      put(key, found(Json.array(rows.stream().map(value).toList())), Mode.SET);
    } else {
      rows.forEach(row ->
          writes.add(new Write(key, found(value.apply(row)), Mode.ADD, row.recobeat())));
    }
  }

  private static Mapping mapping(Row row) {
    return new Mapping(row.recobeat(), row.spotify());
  }

  private Entry found(Json value) {
    return Entry.found(value, epochMillis, jitter.getAsInt());
  }

  private static Kind kind(Row row) {
    return row.features() ? Kind.FEATURES : Kind.details(row.entity());
  }

  /**
   * Learns a query's whole answer.
   *
   * @param empty whether there is nothing in it
   */
  void learn(Key query, Json body, boolean empty, int strikes) {
    Entry entry = empty
        ? Entry.absent(body, epochMillis, jitter.getAsInt(), strikes)
        : found(body);
    put(query, entry, Mode.SET);
  }

  /** Learns that an id, or a query's subject, is not there. */
  void lack(Endpoint endpoint, String id, int strikes) {
    Entry absent = Entry.absent(null, epochMillis, jitter.getAsInt(), strikes);
    for (Kind kind : Kind.at(endpoint)) {
      put(new Key(kind, id), absent, Mode.SET);
    }
    if (endpoint == Endpoint.TRACKS) {
      // What is no track has no features; but what is known of them is not given up for this.
      Key features = new Key(Kind.FEATURES, id);
      writes.add(Write.of(features, absent, Mode.NEW));
      implied.put(features, absent);
    }
  }

  /** Whether some row may be of this id and just not say so: then it is not known to be absent. */
  boolean mayLackName(String id) {
    return untold.contains(Id.of(id).kind());
  }

  /** Whether the answer had something for an id that was asked at an endpoint. */
  boolean knows(Endpoint endpoint, String id) {
    return Kind.at(endpoint).stream().anyMatch(kind -> settled.containsKey(new Key(kind, id)));
  }

  private void put(Key key, Entry entry, Mode mode) {
    writes.add(Write.of(key, entry, mode));
    settled.put(key, entry);
  }
}
