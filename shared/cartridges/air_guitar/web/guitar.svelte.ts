/** The phone's guitar. Chords are ephemeral messages, numbered so that the server can drop late ones. */

import type { Session } from "$app/session/session.svelte";
import type { Stroke } from "./types";

export class Guitar {
  /** The current chord; empty before the first one. */
  chord = $state("");
  strokes = $state(0);

  /** At least the wall clock's time, so that numbers continue to rise after a reload. */
  #seq = 0;

  constructor(private readonly session: () => Session) {}

  strike(chord: string, stroke: Stroke = "down"): void {
    this.chord = chord;
    this.strokes += 1;
    this.#send({ chord, stroke, at_ms: performance.now() });
  }

  /** Sends the current chord again after a reconnect. Screens show it but do not play it. */
  resend(): void {
    if (this.chord) this.#send({ chord: this.chord, held: true });
  }

  #send(data: object): void {
    this.#seq = Math.max(this.#seq + 1, Date.now());
    this.session().client.sendEphemeral("chord_change", {
      ...data,
      seq: this.#seq,
    });
  }
}
