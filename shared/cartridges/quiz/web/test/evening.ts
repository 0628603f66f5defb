/** A simulated evening of Quiz. */

import { SessionScript } from "$app/gallery/session-script";
import { countdown } from "$app/gallery/scene";
import { randomOf, record, type Evening } from "$test/voice/evening";
import { fold } from "../fold";

const ROUNDS = 3;
const QUESTIONS = 4;

export const evening: Evening = (seed) => {
  const random = randomOf(seed);
  const script = new SessionScript("quiz", 3 + (seed % 4), null, fold);
  const recorded = record(script, `PARTY${seed}`);
  script.event("session.started", {
    phase: { name: "question", round: 1, question: 1, ...countdown(5_000) },
    players: script.snapshot.players,
    view: {},
  });
  const { ids } = script;
  const streaks = new Map<string, number>();

  for (let n = 0; n < ROUNDS * QUESTIONS; n += 1) {
    const [round, question] = [1 + Math.floor(n / QUESTIONS), 1 + (n % QUESTIONS)];
    script.event("phase.question_shown", {
      ...{ round, rounds: ROUNDS, question, questions: QUESTIONS, multiplier: 1 },
      ...{
        prompt: "Which one?",
        category: "Birds",
        kind: "choice",
        points: 1,
        ...countdown(5_000),
      },
    });
    const options = [0, 1, 2, 3].map((i) => ({
      option_id: `o${n}.${i}`,
      text: `answer ${seed}.${n}.${i}`,
    }));
    const [right] = options;
    const secret = { text: right?.text ?? "", openAfter: Infinity };
    recorded.secrets.push(secret);
    script.event("phase.answer_started", {
      ...{ options, time_limit_ms: 20_000, waits_for_host: false, waiting: ids },
      ...countdown(20_000),
    });
    const answering = random() < 0.3 ? ids.slice(0, -1) : ids;
    script.event("progress", {
      answered: answering,
      waiting: ids.filter((id) => !answering.includes(id)),
    });
    if (random() < 0.2) {
      script.event("connection_update", { player_id: ids[1], status: "disconnected" });
      script.event("connection_update", { player_id: ids[1], status: "connected" });
    }
    const mood = random();
    const chance = mood < 0.12 ? 0 : mood < 0.24 ? 1 : 0.5;
    // The last player never knows, so that somebody stays without points.
    const winners = answering.filter((_, i) =>
      i < ids.length - 1 || chance === 1 ? random() < chance : false,
    );
    for (const id of ids) streaks.set(id, winners.includes(id) ? (streaks.get(id) ?? 0) + 1 : 0);
    const losers = answering.filter((id) => !winners.includes(id));
    secret.openAfter = 0;
    script.event("phase.solution_shown", {
      ...{ option_id: right?.option_id, text: right?.text, waits_for_host: false },
      picked: options.map(({ option_id }, i) => ({
        option_id,
        players: i === 0 ? winners : losers.filter((_, at) => at % 2 === i % 2 && i < 3),
      })),
      awarded: winners.map((player_id) => ({
        ...{ player_id, points: 500, speed_points: 0, right: true },
        streak: streaks.get(player_id) ?? 0,
      })),
      ...countdown(7_000),
    });
    const players = [...script.snapshot.players].sort((a, b) => b.score - a.score);
    script.event("phase.scoreboard", {
      ranking: players.map((player, i) => ({
        ...{ rank: i + 1, player_id: player.player_id, nickname: player.nickname },
        ...{ score: player.score, delta: 0, streak: 0 },
      })),
      final: n === ROUNDS * QUESTIONS - 1,
      ...countdown(8_000),
    });
    recorded.secrets.length = 0;
  }
  return recorded.scenes;
};
