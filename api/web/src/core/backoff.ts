/** How long to wait before the next try. */

import type { WaitReason } from "./close-codes";

const FIRST_MS = 300;
const MOST_MS = 8_000;
/** A restart drops every phone of the house at once: they come back spread over this long. */
const RESTART_SPREAD_MS = 1_500;
const TOO_MANY_MS = 5_000;

/** `attempt` counts from 0 since the link was last alive; `random` is uniform in 0 ≤ x < 1. */
export function backoff(why: WaitReason, attempt: number, random: () => number): number {
  if (why === "too_many") return TOO_MANY_MS + random() * TOO_MANY_MS;
  if (attempt === 0) return why === "restart" ? random() * RESTART_SPREAD_MS : random() * FIRST_MS;
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** attempt);
  return most / 2 + (random() * most) / 2;
}
