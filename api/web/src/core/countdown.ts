/** The remaining time of a phase, computed from the server's clock. */

import type { ServerClock } from "./clock";
import type { Phase, Status } from "$app/contract/types";

/**
 * Returns the milliseconds left, at least 0; null when the phase has no time limit. `extraMs` is this player's extra
 * time.
 */
export function remaining(
  phase: Phase | null,
  status: Status,
  clock: Pick<ServerClock, "now">,
  extraMs = 0,
): number | null {
  if (!phase) return null;
  if (status === "paused" || phase.deadline_at === null) {
    return status === "paused" && phase.remaining_ms !== null ? phase.remaining_ms + extraMs : null;
  }
  const now = clock.now();
  if (now === null) return phase.remaining_ms === null ? null : phase.remaining_ms + extraMs;
  return Math.max(0, Date.parse(phase.deadline_at) + extraMs - now);
}

/** Returns the whole seconds to show, and the milliseconds until that number changes. */
export function seconds(ms: number): { shown: number; changesIn: number } {
  const shown = Math.ceil(ms / 1000);
  return { shown, changesIn: ms - (shown - 1) * 1000 };
}
