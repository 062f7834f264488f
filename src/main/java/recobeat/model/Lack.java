package recobeat.model;

/** What RecoBeat lacks of a track that was asked for. */
public enum Lack {
  /** The track itself. */
  NOT_FOUND,
  /** Audio features, while it has the track. */
  NOT_FEATURED,
  /** Audio features at least; whether it has the track, nobody has asked. */
  UNKNOWN
}
