package recobeat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Tracks by number, and their rows. Numbers divisible by 10 do not exist; those that end in 5 exist
 * but have no features. Tracks n and n + 1000 share an ISRC, each has an artist of its own.
 */
final class Tracks {

  private static final int SHARED = 1000;

  private Tracks() {}

  static String spotify(int number) {
    return String.format(Locale.ROOT, "S%021d", number);
  }

  static String uuid(int number) {
    return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
  }

  static String isrc(int number) {
    return String.format(Locale.ROOT, "USABC%07d", number % SHARED);
  }

  static String artistSpotify(int number) {
    return String.format(Locale.ROOT, "A%021d", number);
  }

  static String artistUuid(int number) {
    return String.format(Locale.ROOT, "a0000000-0000-4000-8000-%012d", number);
  }

  static String albumSpotify(int number) {
    return String.format(Locale.ROOT, "L%021d", number);
  }

  static String albumUuid(int number) {
    return String.format(Locale.ROOT, "b0000000-0000-4000-8000-%012d", number);
  }

  static List<String> spotify(int from, int to) {
    List<String> ids = new ArrayList<>();
    for (int number = from; number < to; number++) {
      ids.add(spotify(number));
    }
    return ids;
  }

  static List<String> features(List<String> asked) {
    return rows(asked, number -> number % 10 == 5 ? null : features(number));
  }

  static List<String> details(List<String> asked) {
    return rows(asked, Tracks::details);
  }

  static List<String> artists(List<String> asked) {
    return rows(asked, Tracks::artist);
  }

  static List<String> albums(List<String> asked) {
    return rows(asked, Tracks::album);
  }

  static String features(int number) {
    return features(number, uuid(number), spotify(number));
  }

  static String features(int number, String uuid, String spotify) {
    return """
        {"id":"%s","href":"https://open.spotify.com/track/%s","isrc":"%s","energy":0.%03d}"""
        .formatted(uuid, spotify, isrc(number), number % SHARED);
  }

  static String details(int number) {
    return """
        {"id":"%s","trackTitle":"Track %d","artists":[%s],"durationMs":1000,"isrc":"%s",\
        "href":"https://open.spotify.com/track/%s","popularity":5}"""
        .formatted(uuid(number), number, artist(number), isrc(number), spotify(number));
  }

  static String artist(int number) {
    return """
        {"id":"%s","name":"Artist %d","href":"https://open.spotify.com/artist/%s"}"""
        .formatted(artistUuid(number), number, artistSpotify(number));
  }

  static String album(int number) {
    return """
        {"id":"%s","name":"Album %d","href":"https://open.spotify.com/album/%s"}"""
        .formatted(albumUuid(number), number, albumSpotify(number));
  }

  private static List<String> rows(List<String> asked, IntFunction<String> row) {
    List<String> rows = new ArrayList<>();
    for (String id : asked) {
      int number = Integer.parseInt(id.substring(id.length() - 7));
      List<Integer> numbers = id.startsWith("USABC") ? List.of(number, number + SHARED)
          : List.of(number);
      for (int each : numbers) {
        String text = each % 10 == 0 ? null : row.apply(each);
        if (text != null) {
          rows.add(text);
        }
      }
    }
    return rows;
  }
}
