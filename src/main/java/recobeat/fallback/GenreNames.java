package recobeat.fallback;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the genre that is meant by words that nobody listed: as written, then in a plain spelling,
 * then by known names within the words, then by the words shared with a name, the rarer ones
 * weighing more, then by the end or start of a compound: "Deutschrap", "folktronica".
 */
final class GenreNames {

  /** A name is near if it shares so much of its words' weight. */
  private static final double NEAR = 0.5;

  private static final int COMPOUND_PART_MIN = 3;

  /** Whoever has more words for a genre has none; each is compared to all names. */
  private static final int LENGTH_MAX = 100;

  private static final int WORDS_MAX = 12;

  private final Map<String, List<String>> written = new HashMap<>();

  /** By plain spelling; names before aliases. */
  private final Map<String, List<String>> plain = new LinkedHashMap<>();

  private final Map<String, List<String>> squeezed = new HashMap<>();

  /** Of each plain spelling. */
  private final Map<String, Set<String>> words = new LinkedHashMap<>();

  /** In how many names a word stands. */
  private final Map<String, Integer> uses = new HashMap<>();

  GenreNames(Collection<String> genres, Map<String, List<String>> aliases) {
    genres.forEach(genre -> add(genre, List.of(genre)));
    aliases.forEach(this::add);
    for (String name : plain.keySet()) {
      words.put(name, words(name));
      for (String word : words(name)) {
        uses.merge(word, 1, Integer::sum);
      }
    }
  }

  private void add(String name, List<String> meant) {
    String spelled = Spelling.plain(name);
    written.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), meant);
    plain.putIfAbsent(spelled, meant);
    squeezed.putIfAbsent(spelled.replace(" ", ""), meant);
  }

  /** The genres that a text may mean; empty if none is near. */
  List<String> match(String text) {
    List<String> same = written.get(text.strip().toLowerCase(Locale.ROOT));
    if (same != null) {
      return same;
    }
    String asked = start(Spelling.plain(
        text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text));
    same = plain.getOrDefault(asked, squeezed.get(asked.replace(" ", "")));
    if (same != null) {
      return same;
    }
    List<String> within = within(asked);
    if (!within.isEmpty()) {
      return within;
    }
    List<String> near = nearest(words(asked));
    return near.isEmpty() ? compound(words(asked)) : near;
  }

  private static String start(String plain) {
    String[] words = plain.split(" ", WORDS_MAX + 1);
    return words.length > WORDS_MAX
        ? String.join(" ", Arrays.copyOf(words, WORDS_MAX))
        : plain;
  }

  /** The longest known names that stand in a text as whole words. */
  private List<String> within(String asked) {
    String left = ' ' + asked + ' ';
    Set<String> found = new LinkedHashSet<>();
    while (true) {
      String longest = null;
      for (String name : plain.keySet()) {
        if (left.contains(' ' + name + ' ')
            && (longest == null || name.length() > longest.length())) {
          longest = name;
        }
      }
      if (longest == null) {
        return List.copyOf(found);
      }
      found.addAll(plain.getOrDefault(longest, List.of()));
      left = left.replace(' ' + longest + ' ', "  ");
    }
  }

  private List<String> nearest(Set<String> asked) {
    String best = null;
    double most = NEAR;
    for (Map.Entry<String, Set<String>> name : words.entrySet()) {
      double all = 0;
      double shared = 0;
      for (String word : name.getValue()) {
        all += weight(word);
        shared += asked.contains(word) ? weight(word) : 0;
      }
      if (shared / all > most) {
        most = shared / all;
        best = name.getKey();
      }
    }
    return best == null ? List.of() : plain.getOrDefault(best, List.of());
  }

  private List<String> compound(Set<String> asked) {
    for (String word : asked) {
      String part = part(word);
      if (part != null) {
        return plain.getOrDefault(part, List.of());
      }
    }
    return List.of();
  }

  /** The longest name that ends a word, as the end says what it is, or else that starts it. */
  private @Nullable String part(String word) {
    String ending = null;
    String starting = null;
    for (String name : plain.keySet()) {
      if (name.length() < COMPOUND_PART_MIN || name.indexOf(' ') >= 0) {
        continue;
      }
      if (word.endsWith(name) && (ending == null || name.length() > ending.length())) {
        ending = name;
      }
      if (word.startsWith(name) && (starting == null || name.length() > starting.length())) {
        starting = name;
      }
    }
    return ending == null ? starting : ending;
  }

  private double weight(String word) {
    return 1.0 / uses.getOrDefault(word, 1);
  }

  private static Set<String> words(String plain) {
    return new LinkedHashSet<>(Arrays.asList(plain.split(" ")));
  }
}
