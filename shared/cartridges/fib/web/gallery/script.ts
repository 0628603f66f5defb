/** A scripted game of Fib. */

import { QuestionScript } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import { fold } from "../fold";
import type { Events, FibView } from "../types";

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
    super("fib", players, me, fold);
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
    return this.event("phase.question_shown", data);
  }

  lie(left = 41_000): this {
    const limit = { time_limit_ms: 60_000, waiting: this.ids };
    const data = { round: 2, question: 2, ...limit, ...countdown(left) };
    return this.event("phase.lie_started", data);
  }

  /** `own` is the lie of this phone's player. */
  guess(left = 22_000, own?: string): this {
    if (own) this.withYou({ lie: own });
    const options = this.texts.options.map((text, i) => ({ option_id: `o${i}`, text }));
    const limit = { time_limit_ms: 30_000, waiting: this.ids };
    const data = { round: 2, question: 2, options, ...limit, ...countdown(left) };
    return this.event("phase.guess_started", data);
  }

  /** Reveals options up to a decoy, a lie or the truth. */
  reveal(upTo: "decoy" | "lie" | "truth"): this {
    const [p0 = "", p1 = "", p2 = "", p3 = "", p4 = "", ...others] = this.ids;
    const rest = this.isWorst ? others : [];
    const truthPickers = [p2, p4, ...rest.slice(MAX_LIARS)].filter(Boolean);
    const [lie = LIE, , truth = TRUTH] = this.texts.options;
    const none = { authors: [], pickers: [], awarded: [] };
    this.revealStep(1, { option_id: "o3", text: "Sweden", kind: "decoy", ...none });
    if (upTo === "decoy") return this;
    this.revealStep(2, {
      option_id: "o0",
      text: lie,
      kind: "lie",
      authors: [p0, ...rest.slice(0, MAX_LIARS)],
      pickers: [p1, p3, ...rest.slice(MAX_LIARS)],
      awarded: [{ player_id: p0, points: 2000, reason: "fooled" }],
    });
    if (upTo === "lie") return this;
    return this.revealStep(3, {
      option_id: "o2",
      text: truth,
      kind: "truth",
      authors: [],
      pickers: truthPickers,
      awarded: truthPickers.map((id) => ({ player_id: id, points: 2000, reason: "truth" })),
      explanation: this.texts.explanation,
      source: "https://example.org",
    });
  }

  /** Reveals thirty lies together, as with many players. */
  revealCrowd(): this {
    const texts = this.isWorst ? this.texts.options : CROWD_LIES;
    for (let n = 1; n <= 30; n++) {
      const isDecoy = n % 7 === 0;
      this.event("reveal.step", {
        option_id: `c${n}`,
        text: `${texts[n % texts.length]} ${n}`,
        kind: isDecoy ? "decoy" : "lie",
        authors: isDecoy ? [] : [this.ids[n % this.ids.length]],
        pickers: [],
        awarded: [],
        step: n,
        steps: 38,
        together: n,
        ...countdown(4_000),
      });
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
    return this.event("phase.scores_calculated", data);
  }

  /** Plays the question to its scoreboard. */
  played(final = false): this {
    return this.lie().guess().reveal("truth").scores().scoreboard(final);
  }

  /** Whether the scene has the worst texts; then everybody takes part in each reveal. */
  private get isWorst(): boolean {
    return this.texts.options !== OPTIONS;
  }

  protected gains(): Map<string, number> {
    const gains = new Map<string, number>();
    const view = this.snapshot.view as FibView;
    for (const { player_id, points } of view.revealed.flatMap((one) => one.awarded)) {
      gains.set(player_id, (gains.get(player_id) ?? 0) + points);
    }
    return gains;
  }

  protected override quoteFor(award: string): { quote?: string } {
    const [lie = LIE, other = LIE, truth = TRUTH] = this.texts.options;
    const quotes: Record<string, string> = {
      ...{ fooled_most: lie, most_truths: truth, most_gullible: other, funniest_lies: lie },
    };
    const quote = quotes[award];
    return quote === undefined ? {} : { quote };
  }

  private revealStep(step: number, revealed: object): this {
    const data = { ...revealed, step, steps: 4, together: 1, ...countdown(4_000) };
    return this.event("reveal.step", data);
  }
}
