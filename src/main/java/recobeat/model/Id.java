package recobeat.model;

import java.util.Locale;

/**
 * An id in its canonical spelling.
 *
 * @param kind which form it has
 * @param text UUIDs in lower case, ISRCs in upper case, everything else as given
 */
public record Id(IdKind kind, String text) {

  private static final int SPOTIFY_LENGTH = 22;
  private static final int UUID_LENGTH = 36;
  private static final int ISRC_LENGTH = 12;

  /** Tells the kind of an id by its shape. */
  public static Id of(String text) {
    return switch (text.length()) {
      case SPOTIFY_LENGTH -> new Id(isSpotify(text) ? IdKind.SPOTIFY : IdKind.MALFORMED, text);
      case UUID_LENGTH -> isUuid(text)
          ? new Id(IdKind.UUID, text.toLowerCase(Locale.ROOT))
          : new Id(IdKind.MALFORMED, text);
      case ISRC_LENGTH -> isIsrc(text)
          ? new Id(IdKind.ISRC, text.toUpperCase(Locale.ROOT))
          : new Id(IdKind.MALFORMED, text);
      default -> new Id(IdKind.MALFORMED, text);
    };
  }

  /** Whether this id can name such an entity: only tracks have ISRCs. */
  public boolean names(Entity entity) {
    return switch (kind) {
      case SPOTIFY, UUID -> true;
      case ISRC -> entity == Entity.TRACK;
      case MALFORMED -> false;
    };
  }

  private static boolean isSpotify(String text) {
    for (int i = 0; i < SPOTIFY_LENGTH; i++) {
      if (Digits.value(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUuid(String text) {
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
        return false;
      }
    }
    return true;
  }

  /** Two letters, three letters or digits, seven digits. */
  private static boolean isIsrc(String text) {
    for (int i = 0; i < ISRC_LENGTH; i++) {
      char c = text.charAt(i);
      if (!(i < 2 ? isLetter(c) : i < 5 ? isLetter(c) || isDigit(c) : isDigit(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
