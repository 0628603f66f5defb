/** A scripted game of Fib. */

import { QuestionScript } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import type { Events, FibView, Revealed } from "../types";

const PROMPT =
  "In 1958 the Danish post office gave up a pigeon service because the birds kept stopping at ____.";
const TRUTH = "the fish market in Esbjerg";
export const LIE = "a pub called the Drunken Gull";
const OPTIONS = [
  LIE,
  "every wedding they flew over",
  TRUTH,
  "Sweden",
  "the window sills of the royal palace, where the queen herself fed them marzipan",
  "Bo’s grandmother",
];
const EXPLANATION = "They were fed there on their training flights, and never forgot it.";
/** Players who wrote the same lie, next to the first one. The others picked it. */
const MAX_LIARS = 7;
const CROWD_LIES = [
  "a lamp post in Vejle",
  "their mothers",
  "the tax office",
  "cheese",
  "nothing at all",
];

export class FibScript extends QuestionScript {
  /** `texts` replaces the question and its answers. */
  constructor(
    players: number,
    me: string | null,
    private readonly texts = { prompt: PROMPT, options: OPTIONS, explanation: EXPLANATION },
  ) {
    super("fib", players, me);
  }

  question(round = 2, left = 4_200): this {
    const data: Events["phase.question_shown"] = {
      round,
      rounds: 3,
      question: 2,
      questions: 3,
      multiplier: round,
      prompt: this.texts.prompt,
      category: "Birds at work",
      max_length: 80,
      emoji: ["😂", "🤯", "👏", "🔥", "🙈", "🥶"],
      ...countdown(left),
    };
    const { question, deadline_at, remaining_ms, ...shown } = data;
    const view: Partial<FibView> = {
      ...this.emptied(),
      ...{ options: [], revealed: [], together: 0, ranking: [], final: false, awards: [] },
      ...shown,
    };
    const patch = this.phase("question", { deadline_at, remaining_ms }, view);
    const phase = { ...patch.phase, round, question };
    const you = { lie: null, lie_option_id: null, guess: null, suggestions: [] };
    return this.event("phase.question_shown", data, { ...patch, phase }, you);
  }

  lie(left = 41_000): this {
    const limit = { time_limit_ms: 60_000, waiting: this.ids };
    const data = { round: 2, question: 2, ...limit, ...countdown(left) };
    return this.event("phase.lie_started", data, this.phase("lie", countdown(left), limit));
  }

  /** `own` is the lie of this phone's player. */
  guess(left = 22_000, own?: string): this {
    const options = this.texts.options.map((text, i) => ({ option_id: `o${i}`, text }));
    const limit = { time_limit_ms: 30_000, waiting: this.ids };
    const data = { round: 2, question: 2, options, ...limit, ...countdown(left) };
    const patch = this.phase("guess", countdown(left), { options, ...limit });
    const lie_option_id = options.find((option) => option.text === own)?.option_id ?? null;
    return this.event("phase.guess_started", data, patch, { lie: own ?? null, lie_option_id });
  }

  /** Reveals options up to a decoy, a lie or the truth. */
  reveal(upTo: "decoy" | "lie" | "truth"): this {
    const [p0 = "", p1 = "", p2 = "", p3 = "", p4 = "", ...others] = this.ids;
    const rest = this.isWorst ? others : [];
    const truthPickers = [p2, p4, ...rest.slice(MAX_LIARS)].filter(Boolean);
    const [lie = LIE, , truth = TRUTH] = this.texts.options;
    const none = { authors: [], pickers: [], awarded: [] };
    this.revealStep({ option_id: "o3", text: "Sweden", kind: "decoy", ...none }, { step: 1 });
    if (upTo === "decoy") return this;
    const liars = [p0, ...rest.slice(0, MAX_LIARS)];
    const fooled = [p1, p3, ...rest.slice(MAX_LIARS)];
    this.revealStep(
      {
        ...{ option_id: "o0", text: lie, kind: "lie", authors: liars, pickers: fooled },
        awarded: [{ player_id: p0, points: 2000, reason: "fooled" }],
      },
      { step: 2 },
    );
    if (upTo === "lie") return this;
    return this.revealStep(
      {
        ...{ option_id: "o2", text: truth, kind: "truth", authors: [], pickers: truthPickers },
        awarded: truthPickers.map((id) => ({ player_id: id, points: 2000, reason: "truth" })),
        explanation: this.texts.explanation,
        source: "https://example.org",
      },
      { step: 3 },
    );
  }

  /** Reveals thirty lies together, as with many players. */
  revealCrowd(): this {
    const texts = this.isWorst ? this.texts.options : CROWD_LIES;
    for (let n = 1; n <= 30; n++) {
      const isDecoy = n % 7 === 0;
      const revealed: Revealed = {
        option_id: `c${n}`,
        text: `${texts[n % texts.length]} ${n}`,
        kind: isDecoy ? "decoy" : "lie",
        authors: isDecoy ? [] : [this.ids[n % this.ids.length] ?? "p0"],
        pickers: [],
        awarded: [],
      };
      this.revealStep(revealed, { step: n, steps: 38, together: n });
    }
    return this;
  }

  scores(): this {
    const gains = this.gains();
    const deltas = this.snapshot.players.map((one) => ({
      player_id: one.player_id,
      delta: gains.get(one.player_id) ?? 0,
      total: one.score,
    }));
    const data = { round: 2, multiplier: 2, deltas, ...countdown(4_000) };
    const patch = this.phase("scores", countdown(4_000), { ...this.emptied(), deltas });
    return this.event("phase.scores_calculated", data, patch);
  }

  /** Plays the question to its scoreboard. */
  played(final = false): this {
    return this.lie().guess().reveal("truth").scores().scoreboard(final);
  }

  /** Whether the scene has the worst texts; then everybody takes part in each reveal. */
  private get isWorst(): boolean {
    return this.texts.options !== OPTIONS;
  }

  override gameOver(): this {
    super.gameOver();
    return this.with((snapshot) => ({
      ...snapshot,
      view: { ...(snapshot.view as FibView), options: [], revealed: [], together: 0 },
    }));
  }

  protected gains(): Map<string, number> {
    const gains = new Map<string, number>();
    const view = this.snapshot.view as FibView;
    for (const { player_id, points } of view.revealed.flatMap((one) => one.awarded)) {
      gains.set(player_id, (gains.get(player_id) ?? 0) + points);
    }
    return gains;
  }

  protected override momentOf(award: string): { quote?: string } {
    const [lie = LIE, other = LIE, truth = TRUTH] = this.texts.options;
    const quotes: Record<string, string> = {
      ...{ fooled_most: lie, most_truths: truth, most_gullible: other, funniest_lies: lie },
    };
    const quote = quotes[award];
    return quote === undefined ? {} : { quote };
  }

  protected override emptied(): Partial<FibView> {
    return { time_limit_ms: null, waiting: [], deltas: [] };
  }

  private revealStep(
    revealed: Revealed,
    { step, steps = 4, together = 1 }: { step: number; steps?: number; together?: number },
  ): this {
    const data = { ...revealed, step, steps, together, ...countdown(4_000) };
    const before = this.snapshot.view as FibView;
    const view = { ...this.emptied(), revealed: [...before.revealed, revealed], together };
    const points = new Map(revealed.awarded.map((one) => [one.player_id, one.points]));
    return this.event("reveal.step", data, this.phase("reveal", countdown(4_000), view, points));
  }
}
