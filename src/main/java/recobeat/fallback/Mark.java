package recobeat.fallback;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words in titles that say how a track sounds, and what they were measured to add to its features,
 * beside what its genre and artist tell, in the features' {@linkplain Feature#spread spreads}.
 */
enum Mark {
  LIVE("- live\\b|[(\\[]live\\b|live (?:at|from|in)\\b|live version|\\blive[)\\]]|- .*\\blive\\b"
      + "|\\bunplugged\\b|\\ben vivo\\b|\\bao vivo\\b|en directo", null,
      0.54, -0.35, -0.23, 0.04, 1.42, -0.20, -0.09, 0.05, -0.26),
  LIVE_ALBUM(null, "\\b(?:live|unplugged|in concert|en vivo|ao vivo|en directo)\\b",
      0.08, -0.16, 0.06, 0.01, 0.85, -0.09, -0.04, -0.05, -0.07),
  GUEST("[(\\[\\s](?:feat\\.?|ft\\.?|featuring)\\s|[(\\[]with\\s", null,
      -0.04, 0.00, 0.03, -0.16, -0.03, 0.04, 0.05, -0.01, 0.04),
  ORIGINAL_MIX("\\boriginal mix\\b", null,
      -0.07, 0.09, 0.11, 0.62, 0.19, -0.05, -0.02, -0.01, -0.12),
  REMIX("\\b(?:remix|remixed|bootleg|rework|flip)\\b", null,
      -0.21, 0.07, 0.18, 0.06, 0.03, 0.00, 0.10, 0.03, -0.03),
  MIX("\\b(?:mix|extended|club|dub)\\b", null,
      -0.12, 0.20, 0.04, 0.07, -0.05, -0.09, 0.00, 0.06, 0.15),
  RADIO("\\b(?:radio|edit)\\b", null,
      -0.08, -0.10, 0.12, 0.02, 0.00, 0.00, 0.00, 0.00, 0.05),
  ACOUSTIC("\\b(?:acoustic|piano|stripped|akustik|ac[uú]stic[oa]|orchestral|unplugged)\\b", null,
      1.02, -0.10, -0.94, 0.04, 0.06, -0.58, -0.10, -0.01, -0.15),
  INSTRUMENTAL("\\binstrumental\\b", null,
      -0.05, 0.03, -0.18, 0.50, -0.10, -0.22, 0.00, 0.03, -0.15),
  EP(null, "\\bep\\b",
      0.00, 0.04, -0.02, 0.32, -0.10, -0.04, 0.16, -0.05, -0.04),
  HITS(null, "\\b(?:hits|best of|gold|essential|greatest|anthology|collection)\\b",
      0.05, 0.08, 0.11, -0.04, 0.02, 0.03, -0.04, -0.02, 0.11);

  private static final Mark[] ALL = values();

  private final @Nullable Pattern title;
  private final @Nullable Pattern album;
  private final double[] effects;

  Mark(@Nullable String title, @Nullable String album, double... effects) {
    this.title = title == null ? null : pattern(title);
    this.album = album == null ? null : pattern(album);
    this.effects = effects;
  }

  /** A bit for each that a title and an album carry. */
  static int of(@Nullable String title, @Nullable String album) {
    int marks = 0;
    for (Mark mark : ALL) {
      if (found(mark.title, title) || found(mark.album, album)) {
        marks |= 1 << mark.ordinal();
      }
    }
    return marks;
  }

  /** What some marks together add to a quantity, in its spreads. */
  static double effect(int marks, int quantity) {
    double sum = 0;
    for (int left = marks & (1 << ALL.length) - 1; left != 0; left &= left - 1) {
      sum += ALL[Integer.numberOfTrailingZeros(left)].effects[quantity];
    }
    return sum;
  }

  private static boolean found(@Nullable Pattern pattern, @Nullable String text) {
    return pattern != null && text != null && pattern.matcher(text).find();
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
