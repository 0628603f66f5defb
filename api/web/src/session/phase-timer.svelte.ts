/** The remaining time of the current phase as reactive state that changes once a second. */

import { onDestroy } from "svelte";
import { remaining, seconds } from "$app/core/countdown";
import type { Session } from "./session.svelte";

/** The last seconds of a phase are marked, by more than colour. */
const ENDING_SECONDS = 5;
/** Added to each delay, so that the number has changed when the timer fires. */
const MARGIN_MS = 2;

export interface PhaseTimer {
  /** Whole seconds left; null when the phase has no time limit. */
  readonly seconds: number | null;
  /** Whether 1 to 5 seconds are left. */
  readonly ending: boolean;
  /** Returns the exact milliseconds left. */
  ms(): number | null;
}

export function usePhaseTimer(session: () => Session): PhaseTimer {
  let shown = $state<number | null>(null);
  let timeout: ReturnType<typeof setTimeout> | undefined;
  const exact = () => {
    const { snapshot, client } = session();
    if (!snapshot) return null;
    const { phase, status, you } = snapshot;
    return remaining(phase, status, client.clock, you?.extra_time?.ms);
  };
  const update = () => {
    clearTimeout(timeout);
    const ms = exact();
    shown = ms === null ? null : seconds(ms).shown;
    // During a pause nothing changes. The effect below restarts the timer with the next snapshot.
    if (ms !== null && ms > 0 && session().snapshot?.status === "running") {
      timeout = setTimeout(update, Math.min(1000, seconds(ms).changesIn + MARGIN_MS));
    }
  };
  $effect(() => {
    void session().snapshot;
    update();
  });
  onDestroy(() => clearTimeout(timeout));
  return {
    get seconds() {
      return shown;
    },
    get ending() {
      return shown !== null && shown <= ENDING_SECONDS && shown > 0;
    },
    ms: exact,
  };
}
