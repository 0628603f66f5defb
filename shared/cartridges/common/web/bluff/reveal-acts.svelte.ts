/**
 * The acts of a reveal: the option enters, its pickers join it one by one, the drum rolls, the card opens, and its
 * author appears. TV and phones change acts at the same time. Before `open`, no screen shows what the option is.
 */

import { onDestroy } from "svelte";
import { prefersReducedMotion } from "svelte/motion";

export const ACTS = ["enter", "pickers", "roll", "open", "author"] as const;
export type Act = (typeof ACTS)[number];

/** The share of the animation at which each act begins. */
export const STARTS: Record<Act, number> = {
  enter: 0,
  pickers: 0.14,
  roll: 0.46,
  open: 0.62,
  author: 0.72,
};

/** Length of a reveal's animation in ms, and the part that had elapsed when this screen received it. */
export interface RevealAnimation {
  duration: number;
  elapsed: number;
}

/** Returns the act at `elapsed` ms. Without a known duration, the reveal is over. */
export function actAt({ duration, elapsed }: RevealAnimation): Act {
  if (duration <= 0) return "author";
  return [...ACTS].reverse().find((act) => elapsed >= STARTS[act] * duration) ?? "enter";
}

/** Returns the milliseconds until the act changes; null after the last act. */
export function untilNextAct({ duration, elapsed }: RevealAnimation): number | null {
  const next = ACTS.find((act) => STARTS[act] * duration > elapsed);
  return next && duration > 0 ? STARTS[next] * duration - elapsed : null;
}

export interface RevealActs {
  readonly act: Act;
  /** Whether the act has begun, or is over. */
  reached(act: Act): boolean;
}

/**
 * Follows the acts of the current reveal. `animation` returns another object for each option. With reduced motion,
 * screens show the last act at once. During a pause, the act stays; `elapsed` returns the time after the pause.
 */
export function useRevealActs(
  animation: () => RevealAnimation,
  paused: () => boolean,
  elapsed: () => number,
): RevealActs {
  let shown = $state.raw<{ of: RevealAnimation; act: Act } | null>(null);
  let timeout: ReturnType<typeof setTimeout> | undefined;
  const act = $derived.by((): Act => {
    if (prefersReducedMotion.current) return "author";
    const current = animation();
    // The act of the previous option must never apply to this one.
    return shown?.of === current ? shown.act : actAt(current);
  });
  $effect(() => {
    const of = animation();
    if (paused()) return;
    const update = () => {
      const now = { duration: of.duration, elapsed: elapsed() };
      shown = { of, act: actAt(now) };
      const wait = untilNextAct(now);
      if (wait !== null) timeout = setTimeout(update, Math.max(1, wait));
    };
    update();
    return () => clearTimeout(timeout);
  });
  onDestroy(() => clearTimeout(timeout));
  return {
    get act() {
      return act;
    },
    reached: (wanted) => ACTS.indexOf(act) >= ACTS.indexOf(wanted),
  };
}
