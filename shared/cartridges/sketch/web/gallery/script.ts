/** A scripted game of Sketch. */

import { QuestionScript } from "$common/gallery/question-script";
import type { Revealed } from "$common/bluff/types";
import { countdown } from "$app/gallery/scene";
import type { Events, SketchView, SketchYou } from "../types";
import { CAT } from "./pictures";

const EMOJI = ["😂", "🤯", "👏", "🔥", "🙈", "🥶"];
const TEXTS = {
  prompt: "A cat reading the news",
  titles: ["The last biscuit", "My aunt’s wedding", "Two clouds arguing"],
  drawing: CAT,
};

export class SketchScript extends QuestionScript {
  /** `texts` replaces the prompt, the false titles and the drawing. The artist is the second player. */
  constructor(
    players: number,
    me: string | null,
    private readonly texts = TEXTS,
  ) {
    super("sketch", players, me);
  }

  /** Starts drawing. */
  draw(round = 1): this {
    const data: Events["phase.draw_started"] = {
      round,
      rounds: 2,
      multiplier: round,
      time_limit_ms: 90_000,
      waiting: this.ids,
      ...countdown(60_000),
    };
    const { round: _round, deadline_at, remaining_ms, ...view } = data;
    const [max_length, questions, language] = [60, this.ids.length, "en"];
    const fields = {
      ...this.emptied(),
      awards: [],
      best: null,
      emoji: EMOJI,
      max_length,
      questions,
      language,
    };
    const time = { deadline_at, remaining_ms };
    const patch = this.phase("draw", time, { ...fields, ...view });
    const you = { prompt: this.texts.prompt, drawing: [], plays: true };
    const phase = { ...patch.phase, round, question: 1 };
    return this.event("phase.draw_started", data, { ...patch, phase }, you);
  }

  /** Submits the phone's drawing. */
  drawn(): this {
    return this.withYou({ drawing: this.texts.drawing });
  }

  title(): this {
    const data: Events["phase.title_started"] = {
      round: 1,
      question: 1,
      questions: this.ids.length,
      artist: this.ids[1] ?? "p1",
      drawing: this.texts.drawing,
      time_limit_ms: 45_000,
      waiting: this.ids.slice(2),
      ...countdown(30_000),
    };
    const { round: _round, question: _question, deadline_at, remaining_ms, ...view } = data;
    const patch = this.phase("title", { deadline_at, remaining_ms }, view);
    return this.event("phase.title_started", data, patch, { prompt: null, drawing: [] });
  }

  guess(you: Partial<SketchYou> = {}): this {
    const data: Events["phase.guess_started"] = {
      round: 1,
      question: 1,
      options: this.all().map((text, i) => ({ option_id: `o${i}`, text })),
      time_limit_ms: 25_000,
      waiting: this.ids.slice(2),
      ...countdown(14_000),
    };
    const { round: _round, question: _question, deadline_at, remaining_ms, ...view } = data;
    const patch = this.phase("guess", { deadline_at, remaining_ms }, view);
    return this.event("phase.guess_started", data, patch, { ...you });
  }

  /** Reveals the first title, or all of them. */
  reveal(upTo: "title" | "truth"): this {
    const [first, artist, ...others] = this.ids;
    const steps = this.texts.titles.length + 1;
    const titles = this.texts.titles.slice(0, upTo === "title" ? 1 : steps).map((text, i) => ({
      ...{ option_id: `o${i}`, text, kind: "lie" as const, authors: [others[i] ?? first ?? "p0"] },
      pickers: [others[i + 1] ?? first ?? "p0"],
      awarded: [{ player_id: others[i] ?? "p0", points: 500, reason: "fooled" as const }],
    }));
    titles.forEach((revealed, i) => this.step(revealed, i + 1, steps));
    if (upTo === "title") return this;
    const truth: Revealed = {
      option_id: `o${this.texts.titles.length}`,
      text: this.texts.prompt,
      kind: "truth",
      authors: [artist ?? "p1"],
      pickers: others,
      awarded: [
        ...others.map((id) => ({ player_id: id, points: 1_000, reason: "truth" as const })),
        { player_id: artist ?? "p1", points: 500 * others.length, reason: "truth" },
      ],
    };
    return this.step(truth, steps, steps);
  }

  /** Keeps the best drawing, as the end of the game does. */
  best(): this {
    const [artist, found] = [this.ids[1] ?? "p1", 4];
    const liked = { found, reactions: 12, fooled: 1 };
    const best = { artist, title: this.texts.prompt, drawing: this.texts.drawing, ...liked };
    const view = { ...(this.snapshot.view as SketchView), best };
    this.snapshot = { ...this.snapshot, view };
    return this;
  }

  private all(): string[] {
    return [...this.texts.titles, this.texts.prompt];
  }

  private step(revealed: Revealed, step: number, steps: number): this {
    const data = { ...revealed, step, steps, together: 1, ...countdown(4_000) };
    const before = this.snapshot.view as SketchView;
    const view = {
      ...{ time_limit_ms: null, waiting: [] },
      ...{ revealed: [...before.revealed, revealed], together: 1 },
    };
    const points = new Map(revealed.awarded.map((one) => [one.player_id, one.points]));
    return this.event("reveal.step", data, this.phase("reveal", countdown(4_000), view, points));
  }

  protected override emptied(): Partial<SketchView> {
    return {
      ...{ time_limit_ms: null, waiting: [], artist: null, drawing: [], options: [] },
      ...{ revealed: [], together: 0, ranking: [], final: false },
    };
  }

  protected gains(): Map<string, number> {
    return new Map(this.ids.map((id, i) => [id, 500 * (i % 4)]));
  }
}
