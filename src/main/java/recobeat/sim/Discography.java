package recobeat.sim;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Who made what: artists, albums and tracks are numbers from 0, those of one artist or one album
 * stand side by side.
 */
final class Discography {

  private static final int ARTISTS = 2_000;

  private final int[] firstAlbum = new int[ARTISTS + 1];
  private final int[] firstTrack;
  private final String[] albumType;

  Discography(long seed) {
    RandomGenerator random = new SplittableRandom(Mix.of(seed, "discography"));
    for (int artist = 0; artist < ARTISTS; artist++) {
      firstAlbum[artist + 1] = firstAlbum[artist] + 1 + random.nextInt(7);
    }
    firstTrack = new int[albums() + 1];
    albumType = new String[albums()];
    for (int album = 0; album < albums(); album++) {
      double share = random.nextDouble();
      albumType[album] = share < 0.45 ? "single" : share < 0.9 ? "album" : "compilation";
      int tracks = share < 0.45 ? 1 + random.nextInt(3) : 8 + random.nextInt(share < 0.9 ? 7 : 13);
      firstTrack[album + 1] = firstTrack[album] + tracks;
    }
  }

  int artists() {
    return ARTISTS;
  }

  int albums() {
    return firstAlbum[ARTISTS];
  }

  int tracks() {
    return firstTrack[albums()];
  }

  String typeOf(int album) {
    return albumType[album];
  }

  int artistOf(int album) {
    return holder(firstAlbum, album);
  }

  int albumOf(int track) {
    return holder(firstTrack, track);
  }

  IntStream albumsBy(int artist) {
    return IntStream.range(firstAlbum[artist], firstAlbum[artist + 1]);
  }

  IntStream tracksOn(int album) {
    return IntStream.range(firstTrack[album], firstTrack[album + 1]);
  }

  IntStream tracksBy(int artist) {
    return IntStream.range(firstTrack[firstAlbum[artist]], firstTrack[firstAlbum[artist + 1]]);
  }

  /** Whether a track opens an album of an artist who had one before. */
  boolean opensLaterAlbum(int track) {
    int album = albumOf(track);
    return firstTrack[album] == track && firstAlbum[artistOf(album)] != album;
  }

  private static int holder(int[] first, int number) {
    int at = Arrays.binarySearch(first, number);
    return at >= 0 ? at : -at - 2;
  }
}
