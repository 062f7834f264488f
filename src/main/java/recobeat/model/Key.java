package recobeat.model;

/**
 * What an entry is kept under and a flight is known by.
 *
 * @param kind what is asked for
 * @param text the canonical id, or the canonical query
 */
public record Key(Kind kind, String text) {

  /** The same id under another kind. */
  public Key as(Kind other) {
    return new Key(other, text);
  }

  /** Written out, as the record's own costs a quarter of a warm look-up. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && kind == key.kind && text.equals(key.text);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + text.hashCode();
  }
}
