/** What is left of a phase, from the server's clock alone. */

import type { ServerClock } from "./clock";
import type { Phase, Status } from "$app/contract/types";

/** Milliseconds left, never below 0; null where no time runs (timers off, clock unknown). */
export function remaining(
  phase: Phase | null,
  status: Status,
  clock: Pick<ServerClock, "now">,
): number | null {
  if (!phase) return null;
  if (status === "paused" || phase.deadline_at === null) {
    return status === "paused" ? phase.remaining_ms : null;
  }
  const now = clock.now();
  return now === null ? phase.remaining_ms : Math.max(0, Date.parse(phase.deadline_at) - now);
}

/** The whole seconds a person reads, and how long until that figure changes. */
export function seconds(ms: number): { shown: number; changesIn: number } {
  const shown = Math.ceil(ms / 1000);
  return { shown, changesIn: ms - (shown - 1) * 1000 };
}
