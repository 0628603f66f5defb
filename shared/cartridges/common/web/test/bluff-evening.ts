/** Simulated questions whose options are lies of players, a decoy and the truth. */

import { STARTS } from "$common/bluff/reveal-acts.svelte";
import { QuestionScript } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import type { Countdown } from "$app/contract/types";
import { randomOf, record } from "$test/voice/evening";

const STEP_MS = 4_000;

/** One question after its lies were written. */
export interface Question {
  round: number;
  question: number;
  /** Part of every text, so that texts of different questions differ. */
  mark: string;
  liars: readonly string[];
  guessers: readonly string[];
  /** Who is shown as the author of the truth. */
  truthAuthors: readonly string[];
}

export class BluffEvening extends QuestionScript {
  readonly random: () => number;
  /** What the evening consists of so far, and the secrets of now. */
  readonly recorded: ReturnType<typeof record>;

  /** Three to six people play. The evening follows from the seed. */
  constructor(kind: string, seed: number) {
    super(kind, 3 + (seed % 4), null);
    this.random = randomOf(seed);
    this.recorded = record(this, `PARTY${seed}`);
    this.started();
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  /** Applies the event that starts a phase. */
  starts<Data extends Countdown>(
    [type, name]: [type: string, name: string],
    data: Data,
    view: object,
    points?: ReadonlyMap<string, number>,
  ): this {
    return this.event(type, data, this.phase(name, data, view, points));
  }

  /** Lets people guess, and reveals the options. */
  guessAndReveal({ round, question, mark, liars, guessers, truthAuthors }: Question): void {
    const lies = liars.map((id) => ({ text: `lie ${mark} of ${id}`, authors: [id] }));
    const [first, second] = lies;
    if (this.random() < 0.25 && first && second) {
      first.authors.push(...second.authors);
      lies.splice(1, 1);
    }
    const truth = { text: `truth ${mark}`, authors: [...truthAuthors] };
    const shown = [...lies, { text: `decoy ${mark}`, authors: [] as string[] }, truth].map(
      (option, i) => ({
        ...{ ...option, option_id: `o${mark}.${i}` },
      }),
    );
    const secrets = shown.map(({ text }) => ({ text, openAfter: Infinity }));
    this.recorded.secrets.push(...secrets);
    const guessing = {
      ...{ time_limit_ms: 30_000, waiting: guessers },
      options: shown.map(({ option_id, text }) => ({ option_id, text })),
    };
    const started = { round, question, ...guessing, ...countdown(30_000) };
    this.starts(["phase.guess_started", "guess"], started, guessing);

    const mood = this.random();
    const guesses = new Map(
      guessers.map((id) => {
        const others = shown.filter(({ authors }) => !authors.includes(id));
        const finds = mood < 0.15 || (mood > 0.3 && this.random() < 0.4);
        const wrong = others.filter(({ text }) => text !== truth.text);
        return [id, finds ? truth.text : (this.pick(wrong)?.text ?? truth.text)];
      }),
    );
    const pickersOf = (text: string) => guessers.filter((id) => guesses.get(id) === text);
    const isTruth = ({ text }: { text: string }) => text === truth.text;
    const steps = [...shown].sort(
      (a, b) => +isTruth(a) - +isTruth(b) || pickersOf(a.text).length - pickersOf(b.text).length,
    );
    const unpicked = steps.filter((one) => !isTruth(one) && pickersOf(one.text).length === 0);
    steps.forEach((option, i) => {
      const pickers = pickersOf(option.text);
      const kind = isTruth(option) ? "truth" : option.authors.length ? "lie" : "decoy";
      const secret = secrets.find(({ text }) => text === option.text);
      if (secret) secret.openAfter = STEP_MS * STARTS.open;
      const earners = kind === "truth" ? pickers : pickers.length ? option.authors : [];
      const step = {
        ...{ option_id: option.option_id, text: option.text, kind },
        ...{ authors: option.authors, pickers, step: i + 1, steps: steps.length },
        awarded: earners.map((player_id) => ({ player_id, points: 500 * round, reason: "x" })),
        together: i < unpicked.length ? i + 1 : 1,
        ...countdown(STEP_MS),
      };
      const points = new Map(earners.map((player_id) => [player_id, 500 * round]));
      this.starts(["reveal.step", "reveal"], step, {}, points);
    });
  }

  /** Shows the scoreboard, and forgets the secrets of the questions before it. */
  board(final: boolean): void {
    const players = [...this.snapshot.players].sort((a, b) => b.score - a.score);
    const ranking = players.map((player, i) => ({
      ...{ rank: i + 1, player_id: player.player_id, nickname: player.nickname },
      ...{ score: player.score, delta: 0 },
    }));
    const board = { ranking, final };
    this.starts(["phase.scoreboard", "scoreboard"], { ...board, ...countdown(8_000) }, board);
    this.recorded.secrets.length = 0;
  }

  protected gains(): Map<string, number> {
    return new Map();
  }
}
