/** The drawing on a phone: its strokes, the draft on this device, and the messages to the TV. */

import type { Session } from "$app/session/session.svelte";
import { storage } from "$app/services";
import {
  decodeStroke,
  encodeStroke,
  MAX_POINTS,
  MAX_STROKES,
  undone,
  type Point,
  type Stroke,
} from "../paper/drawing";
import { StrokeSender } from "../live.svelte";

/** Points closer to the previous one are left out while the finger moves. */
const MIN_DISTANCE = 24;
/** Marks a stroke of the draft that continues the one before. */
const CONTINUES = "+";

export class Easel {
  strokes = $state.raw<readonly Stroke[]>([]);
  colour = $state(0);
  /** Whether the last stroke still grows. */
  #open = false;
  readonly #sender: StrokeSender;

  constructor(
    private readonly session: () => Session,
    private readonly draft: string,
  ) {
    this.#sender = new StrokeSender(session);
    const text = storage.draft(session().seat.code, draft);
    if (text) this.strokes = text.split(" ").map(decodeDraft);
  }

  get full(): boolean {
    return this.strokes.length >= MAX_STROKES;
  }

  /** Starts a stroke. */
  start(point: Point): void {
    if (this.full) return;
    this.#open = true;
    this.#push({ colour: this.colour, points: [point] });
  }

  /** Continues the stroke. A long one continues as another stroke. */
  move(point: Point): void {
    const last = this.strokes[this.strokes.length - 1];
    const before = last?.points[last.points.length - 1];
    if (!this.#open || !last || !before) return;
    if (Math.hypot(point.x - before.x, point.y - before.y) < MIN_DISTANCE) return;
    if (last.points.length >= MAX_POINTS) {
      this.#sender.finish(this.strokes.length - 1, last);
      if (this.full) return this.end();
      return this.#push({ colour: last.colour, points: [before, point], continues: true });
    }
    const grown = { ...last, points: [...last.points, point] };
    this.strokes = [...this.strokes.slice(0, -1), grown];
    this.#sender.update(this.strokes.length - 1, grown);
  }

  /** Ends the stroke. */
  end(): void {
    const last = this.strokes[this.strokes.length - 1];
    if (!this.#open || !last) return;
    this.#open = false;
    this.#sender.finish(this.strokes.length - 1, last);
    this.#save();
  }

  /** Adds a complete stroke. */
  add(points: readonly Point[]): void {
    if (this.full) return;
    const stroke = { colour: this.colour, points };
    this.strokes = [...this.strokes, stroke];
    this.#sender.finish(this.strokes.length - 1, stroke);
    this.#save();
  }

  undo(): void {
    this.#replace(undone(this.strokes));
  }

  clear(): void {
    this.#replace([]);
  }

  /** Forgets the draft, once the drawing is submitted. */
  forget(): void {
    storage.saveDraft(this.session().seat.code, this.draft, "");
  }

  #push(stroke: Stroke): void {
    this.strokes = [...this.strokes, stroke];
    this.#sender.update(this.strokes.length - 1, stroke);
  }

  #replace(strokes: readonly Stroke[]): void {
    this.#open = false;
    this.strokes = strokes;
    this.#sender.removeFrom(strokes.length);
    this.#save();
  }

  #save(): void {
    const text = this.strokes.map((one) => (one.continues ? CONTINUES : "") + encodeStroke(one));
    storage.saveDraft(this.session().seat.code, this.draft, text.join(" "));
  }
}

function decodeDraft(text: string): Stroke {
  const continues = text.startsWith(CONTINUES);
  return { ...decodeStroke(continues ? text.slice(1) : text), continues };
}
