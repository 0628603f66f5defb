/** Delays between attempts to reconnect. */

import type { RetryReason } from "./close-codes";

const FIRST_MS = 300;
const MAX_MS = 8_000;
/** A server restart disconnects all phones at once. Their first attempts are spread over this time. */
const RESTART_SPREAD_MS = 1_500;
const TOO_MANY_MS = 5_000;

/**
 * Returns the milliseconds to wait before the next attempt. `attempt` counts from 0 after each stable
 * connection; `random` returns a uniform number in 0 ≤ x < 1.
 */
export function backoff(reason: RetryReason, attempt: number, random: () => number): number {
  if (reason === "too_many") return TOO_MANY_MS + random() * TOO_MANY_MS;
  if (attempt === 0)
    return reason === "restart" ? random() * RESTART_SPREAD_MS : random() * FIRST_MS;
  const max = Math.min(MAX_MS, FIRST_MS * 2 ** attempt);
  return max / 2 + (random() * max) / 2;
}
