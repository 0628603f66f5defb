/**
 * The ceremony at the end of a game: third place, second place, a pause, the winner, then the awards one at a time.
 * TV and phones follow the same times from the arrival of the event. Screens that open later show everything.
 */

import { onDestroy } from "svelte";
import { prefersReducedMotion } from "svelte/motion";

export type Step =
  | { at: number; kind: "place"; rank: number }
  | { at: number; kind: "pause" }
  | { at: number; kind: "award"; index: number }
  | { at: number; kind: "end" };

const OPENING_MS = 900;
const PLACE_MS = 2_300;
/** The drum rolls, then silence. */
const PAUSE_MS = 2_000;
const WINNER_MS = 4_200;
const AWARD_MS = 3_600;
const LAST_PLACE_ON_PODIUM = 3;

/** Returns the steps in order. `ranks` are those of the players; ties leave places empty. */
export function ceremonySteps(ranks: readonly number[], awards: number): Step[] {
  const steps: Step[] = [];
  let at = OPENING_MS;
  for (let rank = LAST_PLACE_ON_PODIUM; rank > 1; rank -= 1) {
    if (!ranks.includes(rank)) continue;
    steps.push({ at, kind: "place", rank });
    at += PLACE_MS;
  }
  steps.push({ at, kind: "pause" });
  at += PAUSE_MS;
  steps.push({ at, kind: "place", rank: 1 });
  at += WINNER_MS;
  for (let index = 0; index < awards; index += 1) {
    steps.push({ at, kind: "award", index });
    at += AWARD_MS;
  }
  return [...steps, { at, kind: "end" }];
}

/** What a screen shows after the steps so far. */
export class Ceremony {
  #steps: Step[];
  #done = $state(0);
  #timeouts: ReturnType<typeof setTimeout>[] = [];

  /** `still` shows everything at once. */
  constructor(steps: Step[], still: boolean, onstep: (step: Step) => void = () => {}) {
    this.#steps = steps;
    if (still) {
      this.#done = steps.length;
      return;
    }
    this.#timeouts = steps.map((step, i) =>
      setTimeout(() => {
        this.#done = i + 1;
        onstep(step);
      }, step.at),
    );
  }

  get #past(): Step[] {
    return this.#steps.slice(0, this.#done);
  }

  /** Whether the players of a place are shown. Those behind the podium follow the winner. */
  shows(rank: number): boolean {
    const place = Math.min(rank, LAST_PLACE_ON_PODIUM + 1);
    return this.#past.some(
      (step) =>
        step.kind === "place" &&
        (step.rank === place || (place > LAST_PLACE_ON_PODIUM && step.rank === 1)),
    );
  }

  /** The place that is shown next or was shown last; null before the first one. */
  get place(): number | null {
    const places = this.#past.filter((step) => step.kind === "place");
    return places.length ? Math.min(...places.map(({ rank }) => rank)) : null;
  }

  /** Whether the drum rolls for the winner. */
  get pausing(): boolean {
    return this.#past[this.#done - 1]?.kind === "pause";
  }

  /** The index of the award that has the whole stage; null before and after. */
  get award(): number | null {
    const step = this.#past[this.#done - 1];
    return step?.kind === "award" ? step.index : null;
  }

  get over(): boolean {
    return this.#done === this.#steps.length;
  }

  stop(): void {
    this.#timeouts.forEach(clearTimeout);
  }
}

/**
 * Starts the ceremony of a finale. `phaseLength` is undefined on screens that opened after the event, because only the
 * event sets it.
 */
export function useCeremony(
  ranks: readonly number[],
  awards: number,
  phaseLength: number | null | undefined,
  onstep?: (step: Step) => void,
): Ceremony {
  const still = phaseLength === undefined || prefersReducedMotion.current;
  const ceremony = new Ceremony(ceremonySteps(ranks, awards), still, onstep);
  onDestroy(() => ceremony.stop());
  return ceremony;
}
