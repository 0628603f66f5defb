/** A simulated evening of Quiz. */

import { QuestionEvening } from "$common/test/question-evening";
import { countdown } from "$app/gallery/scene";
import type { Evening } from "$test/voice/evening";

const ROUNDS = 3;
const QUESTIONS = 4;

export const evening: Evening = (seed) => {
  const script = new QuestionEvening("quiz", seed);
  const { ids, random, recorded } = script;
  const streaks = new Map<string, number>();

  for (let n = 0; n < ROUNDS * QUESTIONS; n += 1) {
    const [round, question] = [1 + Math.floor(n / QUESTIONS), 1 + (n % QUESTIONS)];
    const asked = {
      ...{ round, rounds: ROUNDS, questions: QUESTIONS, multiplier: 1 },
      ...{ prompt: "Which one?", category: "Birds", kind: "choice", points: 1 },
    };
    script.starts(
      ["phase.question_shown", "question"],
      { ...asked, question, ...countdown(5_000) },
      { ...asked, options: [], solution: null },
    );
    const options = [0, 1, 2, 3].map((i) => ({
      option_id: `o${n}.${i}`,
      text: `answer ${seed}.${n}.${i}`,
    }));
    const [right] = options;
    const secret = { text: right?.text ?? "", openAfter: Infinity };
    recorded.secrets.push(secret);
    const asking = { options, time_limit_ms: 20_000, waits_for_host: false, waiting: ids };
    script.starts(["phase.answer_started", "answer"], { ...asking, ...countdown(20_000) }, asking);
    const answering = random() < 0.3 ? ids.slice(0, -1) : ids;
    script.progress(answering);
    if (random() < 0.2) script.connection(1, false).connection(1, true);
    const mood = random();
    const chance = mood < 0.12 ? 0 : mood < 0.24 ? 1 : 0.5;
    // The last player never knows, so that somebody stays without points.
    const winners = answering.filter((_, i) =>
      i < ids.length - 1 || chance === 1 ? random() < chance : false,
    );
    for (const id of ids) streaks.set(id, winners.includes(id) ? (streaks.get(id) ?? 0) + 1 : 0);
    const losers = answering.filter((id) => !winners.includes(id));
    secret.openAfter = 0;
    const solution = {
      ...{ option_id: right?.option_id, text: right?.text },
      picked: options.map(({ option_id }, i) => ({
        option_id,
        players: i === 0 ? winners : losers.filter((_, at) => at % 2 === i % 2 && i < 3),
      })),
      awarded: winners.map((player_id) => ({
        ...{ player_id, points: 500, speed_points: 0, right: true },
        streak: streaks.get(player_id) ?? 0,
      })),
    };
    script.starts(
      ["phase.solution_shown", "solution"],
      { ...solution, waits_for_host: false, ...countdown(7_000) },
      { solution, waiting: [], time_limit_ms: null },
      new Map(winners.map((id) => [id, 500])),
    );
    script.board(n === ROUNDS * QUESTIONS - 1);
  }
  return recorded.scenes;
};
