/** What is left of the running phase, as figures that change only when a person would see it. */

import { onDestroy } from "svelte";
import { remaining, seconds } from "$app/core/countdown";
import type { Game } from "./session.svelte";

export interface Left {
  /** Whole seconds, or null where no time runs. */
  readonly seconds: number | null;
  /** The last five: marked by more than colour. */
  readonly last: boolean;
  /** Exact, at the moment of asking. */
  ms(): number | null;
}

export function useLeft(game: () => Game): Left {
  let shown = $state<number | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const exact = () => {
    const { snapshot, source } = game();
    return snapshot ? remaining(snapshot.phase, snapshot.status, source.clock) : null;
  };
  const tick = () => {
    clearTimeout(timer);
    const ms = exact();
    shown = ms === null ? null : seconds(ms).shown;
    // A pause stands still; a resume, like every change of the snapshot, comes through here again.
    if (ms !== null && ms > 0 && game().snapshot?.status === "running") {
      timer = setTimeout(tick, Math.min(1000, seconds(ms).changesIn + 2));
    }
  };
  $effect(() => {
    void game().snapshot;
    tick();
  });
  onDestroy(() => clearTimeout(timer));
  return {
    get seconds() {
      return shown;
    },
    get last() {
      return shown !== null && shown <= 5 && shown > 0;
    },
    ms: exact,
  };
}
