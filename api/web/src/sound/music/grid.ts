/**
 * When the beats fall. Times are milliseconds of the server's clock, so all screens play the same beat.
 *
 * With a deadline, beats are counted back from it: the last beat, number 0, falls on the deadline. In the last ten
 * seconds they are closer together. Without a deadline, beats follow the clock.
 */

export interface Grid {
  /** The end of the phase; null without one. */
  deadline: number | null;
  /** Whether the last ten seconds tighten. */
  tightens: boolean;
}

export interface Beat {
  at: number;
  /** Number of the beat. With a deadline, 0 is the last one, and those before are negative. */
  number: number;
  /** Time to the next beat, in ms. */
  length: number;
  /** Milliseconds to the deadline; null without one. */
  left: number | null;
}

export const BEAT_MS = 500;
export const TIGHT_BEAT_MS = 400;
export const TIGHT_MS = 10_000;

/** Returns the beats with `from < at <= to`, the earliest first. The beat on the deadline is the last one. */
export function beatsBetween({ deadline, tightens }: Grid, from: number, to: number): Beat[] {
  const beats: Beat[] = [];
  if (deadline === null) {
    for (let n = Math.floor(from / BEAT_MS) + 1; n * BEAT_MS <= to; n += 1)
      beats.push({ at: n * BEAT_MS, number: n, length: BEAT_MS, left: null });
    return beats;
  }
  const tight = tightens ? TIGHT_MS / TIGHT_BEAT_MS : 0;
  for (let back = 0; ; back += 1) {
    const left =
      back <= tight ? back * TIGHT_BEAT_MS : tight * TIGHT_BEAT_MS + (back - tight) * BEAT_MS;
    const at = deadline - left;
    if (at <= from) return beats.reverse();
    const length = back > 0 && back <= tight ? TIGHT_BEAT_MS : BEAT_MS;
    if (at <= to) beats.push({ at, number: 0 - back, length, left });
  }
}
