/**
 * An estimate of the server's clock. The device's wall clock can be wrong, so only its steady clock is read.
 *
 * Each pong proves bounds of `server − steady`: the answer was written after the ping was sent, and before the pong
 * arrived. A frame's `sent_at` gives a lower bound too. The estimate is the middle of what all recent bounds allow.
 * One quick way there and one quick way back are enough, and they need not belong to the same pong: with 100 ms of
 * jitter, a dozen pongs give a few milliseconds.
 */

import type { Steady } from "./ports";

interface Bounds {
  lowest: number;
  highest: number;
  /** The steady time at which the pong arrived. */
  at: number;
}

/** Older samples are dropped, so that the estimate follows a steady clock that drifts. */
const MAX_AGE_MS = 180_000;
const MAX_SAMPLES = 32;
/** Bounds that contradict each other by less are the rounding of times on the wire. */
const ROUNDING_MS = 2;

export class ServerClock {
  #samples: Bounds[] = [];
  /** The lower bound of frames. */
  #lowest = -Infinity;
  #offset: number | null = null;

  constructor(private readonly steady: Steady) {}

  /** Returns the server's time at a steady time, in milliseconds since 1970; null before the first sample. */
  now(at = this.steady()): number | null {
    return this.#offset === null ? null : at + this.#offset;
  }

  /** Adds the sample of a pong. `sentAt` is the steady time at which its ping was sent. */
  addSample(sentAt: number, serverTime: number): void {
    const arrived = this.steady();
    if (!(arrived >= sentAt) || !Number.isFinite(serverTime)) return;
    const bounds = { lowest: serverTime - arrived, highest: serverTime - sentAt, at: arrived };
    this.#samples = [...this.#samples, bounds]
      .filter(({ at }) => arrived - at <= MAX_AGE_MS)
      .slice(-MAX_SAMPLES);
    if (bounds.highest + ROUNDING_MS < this.#lowest) this.#lowest = -Infinity;
    this.#estimate();
  }

  /** Raises the estimate where a frame sent at `sentAt` (server time) proves it too low. */
  addLowerBound(sentAt: number): void {
    if (!Number.isFinite(sentAt)) return;
    this.#lowest = Math.max(this.#lowest, sentAt - this.steady());
    this.#estimate();
  }

  /** Drops all bounds after the device slept, because the steady clock may have stopped meanwhile. */
  reset(): void {
    this.#samples = [];
    this.#lowest = -Infinity;
  }

  #estimate(): void {
    for (;;) {
      const lowest = this.#samples.reduce((max, one) => Math.max(max, one.lowest), this.#lowest);
      const highest = this.#samples.reduce((min, one) => Math.min(min, one.highest), Infinity);
      if (highest === Infinity) {
        this.#offset = Math.max(this.#offset ?? -Infinity, lowest);
        return;
      }
      if (highest - lowest >= -ROUNDING_MS) {
        this.#offset = (lowest + highest) / 2;
        return;
      }
      // One of the clocks has jumped or drifted. Newer samples are right.
      this.#samples.shift();
    }
  }
}
