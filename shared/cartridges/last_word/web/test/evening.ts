/** A simulated evening of Last Word. */

import { QuestionScript } from "$common/gallery/question-script";
import { countdown } from "$app/gallery/scene";
import type { Countdown } from "$app/contract/types";
import { randomOf, record, type Evening } from "$test/voice/evening";
import type { Result } from "../types";

const ROUNDS = 3;
/** Points to share for each prompt. */
const POINTS = 1_000;

class LastWordEvening extends QuestionScript {
  constructor(players: number) {
    super("last_word", players, null);
  }

  /** Applies the event that starts a phase. */
  starts<Data extends Countdown>(
    [type, name]: [type: string, name: string],
    data: Data,
    points?: ReadonlyMap<string, number>,
  ): this {
    return this.event(type, data, this.phase(name, data, {}, points));
  }

  protected gains(): Map<string, number> {
    return new Map();
  }
}

export const evening: Evening = (seed) => {
  const random = randomOf(seed);
  const script = new LastWordEvening(4 + (seed % 4));
  const recorded = record(script, `PARTY${seed}`);
  script.started();
  const { ids } = script;

  for (let round = 1; round <= ROUNDS; round += 1) {
    script.starts(["phase.write_started", "write"], {
      ...{ round, rounds: ROUNDS, questions: ids.length, multiplier: round, max_length: 80 },
      ...{ time_limit_ms: 90_000, waiting: ids, ...countdown(90_000) },
    });
    script.progress(random() < 0.5 ? ids.slice(1) : ids);
    if (random() < 0.3) script.connection(1, false).connection(1, true);

    // In the final round, everybody answers the same prompt.
    const prompts = round === ROUNDS ? 1 : ids.length;
    for (let n = 0; n < prompts; n += 1) {
      // The last player's answers find no friends, so that somebody stays without points.
      const pair = random() < 0.1 ? [ids[n]] : [ids[n], ids[(n + 1) % ids.length]];
      const authors = prompts === 1 ? ids : pair.filter((id) => id !== undefined);
      const answers = authors.map((id, i) => ({
        ...{ option_id: `o${i}`, player_id: id },
        text: `answer ${seed}.${round}.${n} of ${id}`,
      }));
      const secrets = answers.map(({ text }) => ({ text, openAfter: Infinity }));
      recorded.secrets.push(...secrets);
      const prompt = { prompt_id: `${round}.${n}`, prompt: "What the cat thinks", question: n + 1 };
      for (const secret of secrets) secret.openAfter = 0;
      script.starts(["phase.vote_started", "vote"], {
        ...{ ...prompt, votes_each: 1, time_limit_ms: 20_000, waiting: ids },
        options: answers.map(({ option_id, text }) => ({ option_id, text })),
        ...countdown(20_000),
      });
      const voters = ids.filter((id) => !authors.includes(id) || prompts === 1);
      const mood = random();
      const favourite = (n + seed) % 2;
      const placeOf = () => {
        if (mood < 0.1) return -1;
        if (mood < 0.35) return favourite;
        return Math.floor(random() * answers.length);
      };
      const places = voters.map(placeOf);
      const results = answers.map((answer, i): Result => {
        const votes = voters.filter((_, at) => places[at] === i);
        const isLast = answer.player_id === ids[ids.length - 1];
        return {
          ...answer,
          voters: votes,
          audience_votes: mood > 0.8 ? i * 3 : 0,
          points: isLast ? 0 : Math.round((POINTS * round * votes.length) / voters.length),
          sweep: votes.length === voters.length && votes.length > 1,
        };
      });
      script.starts(
        ["phase.result_shown", "result"],
        { ...prompt, results, ...countdown(8_000) },
        new Map(results.map(({ player_id, points }) => [player_id, points])),
      );
      recorded.secrets.length = 0;
    }
    const players = [...script.snapshot.players].sort((a, b) => b.score - a.score);
    script.starts(["phase.scoreboard", "scoreboard"], {
      ranking: players.map((player, i) => ({
        ...{ rank: i + 1, player_id: player.player_id, nickname: player.nickname },
        ...{ score: player.score, delta: 0 },
      })),
      final: round === ROUNDS,
      ...countdown(8_000),
    });
  }
  return recorded.scenes;
};
