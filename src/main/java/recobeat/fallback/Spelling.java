package recobeat.fallback;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Spellings of names that mean the same are made the same. */
final class Spelling {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Spelling() {}

  /** Words in lower case without accents, one blank between; punctuation is no more than that. */
  static String plain(String text) {
    String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String words = NO_LETTERS.matcher(bare.replace("&", " and ")).replaceAll(" ").strip();
    // A name of signs alone, as "!!!", is a name too.
    return words.isEmpty() ? text.strip() : words.toLowerCase(Locale.ROOT);
  }

  /** The same for the same text in every process and version: FNV-1a, 64 bits. */
  static long hash(String plain) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < plain.length(); i++) {
      hash = (hash ^ plain.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /** 32 bits of it that are never 0. */
  static int shortHash(String plain) {
    long hash = hash(plain);
    int folded = (int) (hash ^ hash >>> 32);
    return folded == 0 ? 1 : folded;
  }
}
