/**
 * An estimate of the server's clock. The device's wall clock can be wrong, so only its steady clock is read.
 *
 * Each pong gives one sample of `server − steady`. A sample's error is at most half the round trip.
 * The estimate is the median of the recent samples with the shorter round trips. A frame's `sent_at`
 * gives a lower bound, because a frame cannot arrive before it was sent.
 */

import type { Steady } from "./ports";

interface Sample {
  offset: number;
  rtt: number;
}

/** Samples kept: a few minutes, so that the estimate follows a steady clock that drifts. */
const MAX_SAMPLES = 9;
/** A steady clock can stop while a phone sleeps. A sample this far from the estimate reveals that. */
const JUMP_MS = 250;

export class ServerClock {
  #samples: Sample[] = [];
  #offset: number | null = null;

  constructor(private readonly steady: Steady) {}

  /** Returns the server's time in milliseconds since 1970; null before the first sample. */
  now(): number | null {
    return this.#offset === null ? null : this.steady() + this.#offset;
  }

  /** Adds the sample of a pong. `sentAt` is the steady time at which its ping was sent. */
  addSample(sentAt: number, serverTime: number): void {
    const arrived = this.steady();
    const rtt = arrived - sentAt;
    if (!(rtt >= 0) || !Number.isFinite(serverTime)) return;
    const offset = serverTime + rtt / 2 - arrived;
    const jumped =
      this.#samples.length > 0 && Math.abs(offset - this.#median()) > JUMP_MS + rtt / 2;
    if (jumped) this.#samples = [];
    this.#samples.push({ offset, rtt });
    if (this.#samples.length > MAX_SAMPLES) this.#samples.shift();
    this.#offset = this.#median();
  }

  /** Raises the estimate where a frame sent at `sentAt` (server time) proves it too low. */
  addLowerBound(sentAt: number): void {
    if (!Number.isFinite(sentAt)) return;
    const lowest = sentAt - this.steady();
    if (this.#offset === null || lowest > this.#offset) this.#offset = lowest;
  }

  /** Drops all samples after the device slept, because the steady clock may have stopped meanwhile. */
  reset(): void {
    this.#samples = [];
  }

  #median(): number {
    const byRtt = [...this.#samples].sort((a, b) => a.rtt - b.rtt);
    const best = byRtt.slice(0, Math.ceil(byRtt.length / 2)).map((sample) => sample.offset);
    best.sort((a, b) => a - b);
    const middle = best.length >> 1;
    const upper = best[middle] ?? 0;
    return best.length % 2 === 1 ? upper : (upper + (best[middle - 1] ?? upper)) / 2;
  }
}
