package recobeat.message;

/** The worst answer that a caller takes. */
public enum Accept {
  /** Only what is within its life, or comes from RecoBeat now. */
  FRESH,
  /** Also an entry past its life, within its grace; it is refreshed meanwhile. */
  STALE,
  /** Also a guess from what was harvested of like tracks; of audio features or recommendations. */
  ESTIMATED,
  /** Also a guess from the genres, or from nothing but that it is a track. */
  DEFAULT
}
