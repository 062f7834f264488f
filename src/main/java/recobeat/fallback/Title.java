package recobeat.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import recobeat.message.Hints;

/**
 * A track's title, taken apart: {@code Song (feat. Guest) - Name's Remix}.
 *
 * @param base the song, plainly spelled
 * @param version which recording of it, plainly spelled; empty for the usual one. Remasters, edits
 *     for the radio and the like count as the usual one: measured, they sound the same
 * @param guests names behind "feat." and its like, plainly spelled, three at most
 */
record Title(String base, String version, List<String> guests) {

  private static final int GUESTS_MAX = 3;
  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final Pattern GUESTS = Pattern.compile(
      "(?:[(\\[\\s](?:feat\\.?|ft\\.?|featuring)|[(\\[]with)\\s+"
          + "([^()\\[\\]]+?)(?=\\s-\\s|[()\\[\\]]|$)", ANY_CASE);
  private static final Pattern IN_BRACKETS = Pattern.compile(
      "\\s*[(\\[]\\s*(?:feat\\.?|ft\\.?|featuring|with|con)\\s[^)\\]]*[)\\]]", ANY_CASE);
  private static final Pattern IN_LINE = Pattern.compile(
      "\\s(?:feat\\.?|ft\\.?|featuring)\\s.*?(?=\\s-\\s|[(\\[]|$)", ANY_CASE);
  private static final Pattern BRACKETS = Pattern.compile("\\s*[(\\[]([^)\\]]*)[)\\]]");
  private static final Pattern BETWEEN = Pattern.compile(",|&|/|\\+|\\band\\b", ANY_CASE);

  private static final Pattern VERSION = Pattern.compile("\\b(?:remix|mix|edit|version|live"
      + "|acoustic|remaster|demo|instrumental|unplugged|karaoke|session|dub|rework|bootleg|cover"
      + "|vip|mono|stereo|extended|radio|club|album|single|explicit|clean|deluxe|bonus|original"
      + "|reprise|orchestral|a cappella|acapella|sped up|slowed)", ANY_CASE);
  private static final Pattern USUAL = Pattern.compile("remaster|album version|single version"
      + "|radio edit|radio version|original mix|explicit|clean version|mono|stereo|lp version"
      + "|original version|main version|single edit|radio mix|bonus track|^edit$|^from |digital"
      + "|deluxe");
  private static final Pattern UNUSUAL = Pattern.compile("live|acoustic|remix|instrumental");

  /** The title in hints taken apart, in some ten microseconds; null if there is none. */
  static @Nullable Title of(Hints hints) {
    String title = hints.title();
    return title == null ? null : of(title);
  }

  static Title of(String text) {
    List<String> guests = new ArrayList<>();
    Matcher named = GUESTS.matcher(text);
    while (named.find()) {
      for (String name : BETWEEN.split(named.group(1))) {
        String plain = name.isBlank() ? "" : Spelling.plain(name);
        if (plain.length() > 1 && guests.size() < GUESTS_MAX && !guests.contains(plain)) {
          guests.add(plain);
        }
      }
    }
    String alone = IN_LINE.matcher(IN_BRACKETS.matcher(text).replaceAll("")).replaceAll(" ");
    String[] parts = alone.split("\\s-\\s");
    StringBuilder version = new StringBuilder();
    for (int i = 1; i < parts.length; i++) {
      append(version, parts[i]);
    }
    StringBuilder base = new StringBuilder();
    Matcher bracket = BRACKETS.matcher(parts[0]);
    while (bracket.find()) {
      boolean says = VERSION.matcher(bracket.group(1)).find();
      if (says) {
        append(version, bracket.group(1));
      }
      bracket.appendReplacement(base, says ? "" : Matcher.quoteReplacement(bracket.group()));
    }
    bracket.appendTail(base);
    return new Title(
        Spelling.plain(base.isEmpty() ? text : base.toString()), version.toString(),
        List.copyOf(guests));
  }

  private static void append(StringBuilder version, String part) {
    String plain = part.isBlank() ? "" : Spelling.plain(part);
    if (plain.isEmpty() || USUAL.matcher(plain).find() && !UNUSUAL.matcher(plain).find()) {
      return;
    }
    version.append(version.isEmpty() ? "" : " ").append(plain);
  }
}
