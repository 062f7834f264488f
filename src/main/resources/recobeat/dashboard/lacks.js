// What RecoBeat lacks, with the names that are known of it.

const AGAIN_MS = 30000;
const SHOWN = 10;

export class Lacks {
  constructor() {
    this.report = null;
    this.lookedAt = -AGAIN_MS;
  }

  /** The report is made from much, so it is asked for now and then. */
  async look() {
    const now = performance.now();
    if (now - this.lookedAt < AGAIN_MS || document.hidden) {
      return;
    }
    this.lookedAt = now;
    try {
      const answer = await fetch(`/api/v1/missing?limit=${SHOWN}`, { cache: 'no-store' });
      if (answer.ok) {
        this.report = await answer.json();
      }
    } catch (failure) {
      // The page says by itself when the connection is lost.
    }
  }

  /** Each with id, asks and, where it is known, name; without a record, what was counted. */
  tracks(counted) {
    const isKept = this.report !== null && this.report.keptDays > 0;
    return !isKept ? counted : this.report.tracks.map(each => ({
      id: each.id,
      asks: each.asks,
      name: [each.artists?.join(', '), each.title].filter(name => name).join(': ')
    }));
  }

  artists() {
    return (this.report?.artists ?? []).slice(0, SHOWN);
  }
}
