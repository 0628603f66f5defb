/**
 * The server's clock, seen from a device whose own may be an hour off.
 *
 * Only the steady clock is read. Every pong gives one sample of `server − steady`; half the round
 * trip is its error at worst, so that the samples with the shortest round trips are worth most: the
 * estimate is the median over the best half of the recent ones. A frame's `sent_at` is a bound as
 * well: nothing arrives before it was sent.
 */

import type { Steady } from "./ports";

interface Sample {
  offset: number;
  rtt: number;
}

/** Samples remembered: some minutes' worth, so that a drifting steady clock is followed. */
const KEPT = 9;
/** A steady clock may stop while a phone sleeps; a sample this far from the estimate says so. */
const JUMP_MS = 250;

export class ServerClock {
  #samples: Sample[] = [];
  #offset: number | null = null;

  constructor(private readonly steady: Steady) {}

  /** The server's time in ms since 1970, or null while nothing was heard of it. */
  now(): number | null {
    return this.#offset === null ? null : this.steady() + this.#offset;
  }

  /** A pong: `sentAt` is the steady time at which its ping left. */
  sample(sentAt: number, serverTime: number): void {
    const arrived = this.steady();
    const rtt = arrived - sentAt;
    if (!(rtt >= 0) || !Number.isFinite(serverTime)) return;
    const offset = serverTime + rtt / 2 - arrived;
    const jumped =
      this.#samples.length > 0 && Math.abs(offset - this.#median()) > JUMP_MS + rtt / 2;
    if (jumped) this.#samples = [];
    this.#samples.push({ offset, rtt });
    if (this.#samples.length > KEPT) this.#samples.shift();
    this.#offset = this.#median();
  }

  /** A frame that left the server at `sentAt` has just arrived. */
  heard(sentAt: number): void {
    if (!Number.isFinite(sentAt)) return;
    const least = sentAt - this.steady();
    if (this.#offset === null || least > this.#offset) this.#offset = least;
  }

  /** The device slept: what the steady clock said before is worth nothing. */
  forget(): void {
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
