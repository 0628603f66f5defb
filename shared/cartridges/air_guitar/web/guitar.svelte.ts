/** The phone as a guitar: what is struck goes out at once, unanswered, numbered so that nothing stale is heard. */

import type { Game } from "$app/session/session.svelte";
import type { Stroke } from "./types";

export class Guitar {
  /** The chord under the hand, and how often it was struck: a beat to show. */
  chord = $state("");
  strokes = $state(0);

  /** Goes on from the wall clock, so that a reloaded page is not taken for the past. */
  #seq = 0;

  constructor(private readonly game: () => Game) {}

  strike(chord: string, stroke: Stroke = "down"): void {
    this.chord = chord;
    this.strokes += 1;
    this.#say({ chord, stroke, at_ms: performance.now() });
  }

  /** Tells a server that has not heard it what is held; it does not sound. */
  holdOn(): void {
    if (this.chord) this.#say({ chord: this.chord, held: true });
  }

  #say(data: object): void {
    this.#seq = Math.max(this.#seq + 1, Date.now());
    this.game().source.say("chord_change", { ...data, seq: this.#seq });
  }
}
