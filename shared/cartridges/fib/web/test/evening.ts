/** A simulated evening of Fib. */

import { QuestionScript } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import type { Countdown } from "$app/contract/types";
import { randomOf, record, type Evening } from "$test/voice/evening";
import { STARTS } from "$common/bluff/reveal-acts.svelte";

const STEP_MS = 4_000;
const ROUNDS = 3;
const QUESTIONS = 3;
const CATEGORIES = ["Birds", "Inventions", "Royalty", "Food", "The sea", "Law", "Sport"];

class FibEvening extends QuestionScript {
  constructor(players: number) {
    super("fib", players, null);
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

  protected gains(): Map<string, number> {
    return new Map();
  }
}

export const evening: Evening = (seed) => {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const script = new FibEvening(3 + (seed % 4));
  const recorded = record(script, `PARTY${seed}`);
  script.started();
  const { ids } = script;

  for (let n = 0; n < ROUNDS * QUESTIONS; n += 1) {
    const [round, question] = [1 + Math.floor(n / QUESTIONS), 1 + (n % QUESTIONS)];
    const shownQuestion = {
      ...{ rounds: ROUNDS, questions: QUESTIONS, multiplier: round, emoji: [], max_length: 80 },
      ...{ prompt: "In 1958 it was ____.", category: pick(CATEGORIES) },
    };
    script.starts(
      ["phase.question_shown", "question"],
      { ...shownQuestion, round, question, ...countdown(5_000) },
      shownQuestion,
    );
    const lying = { time_limit_ms: 60_000, waiting: ids };
    script.starts(
      ["phase.lie_started", "lie"],
      { round, question, ...lying, ...countdown(60_000) },
      lying,
    );
    const liars = random() < 0.3 ? ids.slice(1) : ids;
    script.progress(liars);
    if (random() < 0.2) script.connection(1, false).connection(1, true);

    const options = liars.map((id) => ({ text: `lie ${seed}.${n} of ${id}`, authors: [id] }));
    const [first, second] = options;
    if (random() < 0.25 && first && second) {
      first.authors.push(...second.authors);
      options.splice(1, 1);
    }
    options.push({ text: `decoy ${seed}.${n}`, authors: [] });
    const truth = { text: `truth ${seed}.${n}`, authors: [] as string[] };
    const shown = [...options, truth].map((option, i) => ({ ...option, option_id: `o${n}.${i}` }));
    const secrets = shown.map(({ text }) => ({ text, openAfter: Infinity }));
    recorded.secrets.push(...secrets);
    const guessing = {
      ...{ time_limit_ms: 30_000, waiting: ids },
      options: shown.map(({ option_id, text }) => ({ option_id, text })),
    };
    script.starts(
      ["phase.guess_started", "guess"],
      { round, question, ...guessing, ...countdown(30_000) },
      guessing,
    );

    const mood = random();
    const guesses = new Map(
      ids.map((id) => {
        const others = shown.filter(({ authors }) => !authors.includes(id));
        const finds = mood < 0.15 || (mood > 0.3 && random() < 0.4);
        const lies = others.filter(({ text }) => text !== truth.text);
        return [id, finds ? truth.text : (pick(lies)?.text ?? truth.text)];
      }),
    );
    const pickersOf = (text: string) => ids.filter((id) => guesses.get(id) === text);
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
      script.starts(["reveal.step", "reveal"], step, {}, points);
    });
    const players = [...script.snapshot.players].sort((a, b) => b.score - a.score);
    const board = {
      ranking: players.map((player, i) => ({
        ...{ rank: i + 1, player_id: player.player_id, nickname: player.nickname },
        ...{ score: player.score, delta: 0 },
      })),
      final: n === ROUNDS * QUESTIONS - 1,
    };
    const shownBoard = { ...board, ...countdown(8_000) };
    script.starts(["phase.scoreboard", "scoreboard"], shownBoard, board);
    recorded.secrets.length = 0;
  }
  return recorded.scenes;
};
