package recobeat.dispatch;

import recobeat.message.Priority;

/** Who goes first, the most urgent first; the background never uses all that there is. */
enum Urgency {
  INTERACTIVE(1, false),
  BATCH(0.9, false),
  REFRESH(0.5, true),
  WARM_UP(0.5, true),
  /** Nobody waits any more: it takes what nobody else wants, for whoever asks again. */
  ABANDONED(0.5, true);

  /** The share of all room that may be taken when one of these comes. */
  final double share;

  final boolean isBackground;

  Urgency(double share, boolean isBackground) {
    this.share = share;
    this.isBackground = isBackground;
  }

  static Urgency of(Priority priority) {
    return switch (priority) {
      case INTERACTIVE -> INTERACTIVE;
      case BATCH -> BATCH;
      case WARM_UP -> WARM_UP;
    };
  }
}
