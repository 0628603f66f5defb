/** Simulated questions whose options are lies of players, a decoy and the truth. */

import { STARTS } from "$common/bluff/reveal-acts.svelte";
import { countdown } from "$app/gallery/scene";
import { QuestionEvening } from "./question-evening";

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

export class BluffEvening extends QuestionEvening {
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
}
