/** Strokes on their way from a phone to the TV, as ephemeral messages. */

import { onDestroy } from "svelte";
import type { Session } from "$app/session/session.svelte";
import { decodePoints, encodePoints, type Stroke } from "./paper/drawing";

/** The data of the ephemeral message `stroke`. */
interface StrokeMessage {
  player_id: string;
  round: number;
  points: string;
  colour: number;
  /** Index of the stroke in the drawing. */
  stroke: number;
}

/** Time between two messages of one stroke. The server accepts 40 messages a second. */
const PAUSE_MS = 30;

/** Sends strokes. A message repeats the current stroke from its start, so that a lost one costs nothing. */
export class StrokeSender {
  #timeout: ReturnType<typeof setTimeout> | null = null;
  #pending: [index: number, stroke: Stroke] | null = null;
  #sentAt = -PAUSE_MS;

  constructor(private readonly session: () => Session) {}

  /** Sends the stroke as it is now, or soon if the last message was a moment ago. */
  update(index: number, stroke: Stroke): void {
    if (this.#pending && this.#pending[0] !== index) this.#flush();
    this.#pending = [index, stroke];
    const wait = this.#sentAt + PAUSE_MS - performance.now();
    if (wait <= 0) this.#flush();
    else this.#timeout ??= setTimeout(() => this.#flush(), wait);
  }

  /** Sends the complete stroke. */
  finish(index: number, stroke: Stroke): void {
    if (this.#pending && this.#pending[0] !== index) this.#flush();
    this.#pending = [index, stroke];
    this.#flush();
  }

  /** Removes the strokes from `index` on. */
  removeFrom(index: number): void {
    this.finish(index, { colour: 0, points: [] });
  }

  #flush(): void {
    if (this.#timeout) clearTimeout(this.#timeout);
    const pending = this.#pending;
    [this.#timeout, this.#pending] = [null, null];
    if (!pending) return;
    this.#sentAt = performance.now();
    const [index, { colour, points }] = pending;
    const data = { points: encodePoints(points), colour, stroke: index };
    this.session().client.sendEphemeral("stroke", data);
  }
}

/** The drawings in progress, by the player's id. */
export class Easels {
  drawings = $state.raw<Readonly<Record<string, readonly Stroke[]>>>({});
  #round = 0;

  receive({ player_id: id, round, points, colour, stroke }: StrokeMessage): void {
    if (round < this.#round) return;
    if (round > this.#round) [this.#round, this.drawings] = [round, {}];
    const strokes = (this.drawings[id] ?? []).slice(0, stroke);
    // Strokes whose messages were lost are empty, so that the others keep their index.
    while (strokes.length < stroke) strokes.push({ colour, points: [] });
    if (points) strokes.push({ colour, points: decodePoints(points) });
    this.drawings = { ...this.drawings, [id]: strokes };
  }
}

/** Returns the session's drawings in progress. */
export function useEasels(session: () => Session): Easels {
  const easels = new Easels();
  const stop = session().onEphemeral((frame) => {
    if (frame.type === "stroke") easels.receive(frame.data as StrokeMessage);
  });
  onDestroy(stop);
  return easels;
}
