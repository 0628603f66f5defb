/** A simulated evening of Fib. */

import { BluffEvening } from "$common/test/bluff-evening";
import { countdown } from "$app/gallery/scene";
import type { Evening } from "$test/voice/evening";

const ROUNDS = 3;
const QUESTIONS = 3;
const CATEGORIES = ["Birds", "Inventions", "Royalty", "Food", "The sea", "Law", "Sport"];

export const evening: Evening = (seed) => {
  const script = new BluffEvening("fib", seed);
  const { ids, random } = script;

  for (let n = 0; n < ROUNDS * QUESTIONS; n += 1) {
    const [round, question] = [1 + Math.floor(n / QUESTIONS), 1 + (n % QUESTIONS)];
    const shown = {
      ...{ rounds: ROUNDS, questions: QUESTIONS, multiplier: round, emoji: [], max_length: 80 },
      ...{ prompt: "In 1958 it was ____.", category: script.pick(CATEGORIES) },
    };
    script.starts(
      ["phase.question_shown", "question"],
      { ...shown, round, question, ...countdown(5_000) },
      shown,
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
    const mark = `${seed}.${n}`;
    script.guessAndReveal({ round, question, mark, liars, guessers: ids, truthAuthors: [] });
    script.board(n === ROUNDS * QUESTIONS - 1);
  }
  return script.recorded.scenes;
};
