package recobeat.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import recobeat.message.Details;
import recobeat.message.Hints;
import recobeat.message.KeepKin;
import recobeat.message.Row;
import recobeat.model.Entry;
import recobeat.model.Json;
import recobeat.model.Key;
import recobeat.model.Kind;

/**
 * Learns from harvested rows which tracks sound how. A row of features does not say whose they are:
 * that is known from the caller's hints, or from details that are stored; a row of details waits
 * for no features, but takes those that are stored. Single-threaded.
 */
final class Learning {

  /** Hints wait here for the rows of their tracks. */
  private static final int HINTED_MAX = 20_000;

  private final Priors priors;
  private final Kin kin;
  private final Neighbours neighbours;
  private final Recent<Hints> hinted = new Recent<>(HINTED_MAX);

  Learning(Priors priors, Kin kin, Neighbours neighbours) {
    this.priors = priors;
    this.kin = kin;
    this.neighbours = neighbours;
  }

  /** A caller says what tracks are. */
  void onHinted(Map<String, Hints> hints) {
    hints.forEach((id, own) -> hinted.put(id, own.or(hints(id))));
  }

  /** What a caller said of a track lately. */
  Hints hints(String id) {
    Hints known = hinted.get(id);
    return known == null ? Hints.NONE : known;
  }

  /** What is to be looked up for each row: the details for features, the features for details. */
  static List<Key> counterparts(List<Row> rows) {
    return rows.stream()
        .map(row -> new Key(row.features() ? Kind.TRACK : Kind.FEATURES, id(row)))
        .distinct().toList();
  }

  /**
   * Learns.
   *
   * @param stored what is stored under the {@linkplain #counterparts counterparts}
   * @return what is to be kept in Redis
   */
  List<KeepKin.Member> learn(List<Row> rows, Map<Key, Entry> stored) {
    List<KeepKin.Member> members = new ArrayList<>();
    for (Row row : rows) {
      Hints said = said(row);
      Features features = row.features()
          ? Features.read(row.value())
          : Features.read(value(stored.get(new Key(Kind.FEATURES, id(row)))));
      if (features != null && row.features()) {
        priors.learn(said.genres(), features);
      }
      Hints told = row.features()
          ? Details.hints(Details.row(value(stored.get(new Key(Kind.TRACK, id(row))))))
          : Details.hints(Details.row(row.value()));
      if (features != null) {
        members.addAll(kin.learn(id(row), told.or(said), features));
        if (!told.artists().isEmpty()) {
          // Only a track of which details are stored can be recommended.
          neighbours.put(id(row), Song.of(told), features);
        }
      }
    }
    return members;
  }

  private static @Nullable Json value(@Nullable Entry entry) {
    return entry == null ? null : entry.value();
  }

  /** By any of its names. */
  private Hints said(Row row) {
    Hints said = hints(row.recobeat());
    if (row.spotify() != null) {
      said = hints(row.spotify()).or(said);
    }
    return row.isrc() == null ? said : said.or(hints(row.isrc()));
  }

  /** The name that it is kept under. */
  static String id(Row row) {
    return row.spotify() == null ? row.recobeat() : row.spotify();
  }
}
