package recobeat.message;

/** The bounds of paged answers. */
final class Paging {

  static final int SIZE_DEFAULT = 25;
  private static final int SIZE_MAX = 50;
  private static final int PAGE_MAX = 1000;

  private Paging() {}

  static void check(int page, int size) {
    Fields.range("page", page, 0, PAGE_MAX);
    Fields.range("size", size, 1, SIZE_MAX);
  }
}
