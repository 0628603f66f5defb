/** Applies Last Word's events to a snapshot. The server's reference fold has the same results. */

import { markAnswered, NO_TIME_LIMIT, startPhase } from "$common/fold";
import type { Countdown, Envelope, Snapshot } from "$app/contract/types";
import type { Events, LastWordView, PhaseName } from "./types";

/**
 * Returns the snapshot after `event`; null for unknown events, and for the start of phases that change a
 * participant's private data, which no event carries.
 */
export function fold(before: Snapshot, event: Envelope): Snapshot | null {
  const view = before.view as LastWordView | null;
  if (!view || !before.phase) return null;
  switch (event.type) {
    case "phase.write_started": {
      if (before.you) return null;
      const data = event.data as Events["phase.write_started"];
      const { rounds, questions, multiplier, max_length, time_limit_ms, waiting } = data;
      const round = { rounds, questions, multiplier, max_length, time_limit_ms, waiting };
      const shown = { ...cleared(view), ...round };
      const after = enter(before, "write", 1, data, shown);
      return { ...after, phase: after.phase && { ...after.phase, round: data.round } };
    }
    case "progress": {
      const { answered, waiting } = event.data as Events["progress"];
      const players = markAnswered(before.players, answered);
      return { ...before, players, view: { ...view, waiting } };
    }
    case "phase.vote_started": {
      if (before.you) return null;
      const data = event.data as Events["phase.vote_started"];
      const { prompt_id, prompt, options, votes_each, time_limit_ms, waiting } = data;
      const ballot = { prompt_id, prompt, options, votes_each, time_limit_ms, waiting };
      return enter(before, "vote", data.question, data, { ...cleared(view), ...ballot });
    }
    case "phase.result_shown": {
      const data = event.data as Events["phase.result_shown"];
      const { prompt_id, prompt, results } = data;
      const shown = { ...cleared(view), prompt_id, prompt, results };
      const after = enter(before, "result", data.question, data, shown);
      const points = new Map<string, number>();
      for (const result of results) points.set(result.player_id, result.points);
      const players = after.players.map((player) => {
        const gain = points.get(player.player_id);
        return gain ? { ...player, score: player.score + gain } : player;
      });
      return { ...after, players };
    }
    case "phase.scoreboard": {
      const data = event.data as Events["phase.scoreboard"];
      const shown = { ...cleared(view), ranking: data.ranking, final: data.final };
      return enter(before, "scoreboard", before.phase.question, data, shown);
    }
    case "phase.game_over": {
      const { ranking, awards } = event.data as Events["phase.game_over"];
      const over = { ...cleared(view), ranking, awards, final: true };
      const after = enter(before, "game_over", before.phase.question, NO_TIME_LIMIT, over);
      return { ...after, status: "finished" };
    }
    default:
      return null;
  }
}

/** Starts a phase, and drops the private data of the phase before. */
function enter(
  before: Snapshot,
  name: PhaseName,
  question: number,
  time: Countdown,
  view: LastWordView,
): Snapshot {
  const after = startPhase(before, name, time, view);
  return {
    ...after,
    phase: after.phase && { ...after.phase, question },
    ...(before.you && { you: { player_id: before.you.player_id } }),
  };
}

/** Returns the view without what belongs to one phase. */
const cleared = (view: LastWordView): LastWordView => ({
  ...view,
  time_limit_ms: null,
  waiting: [],
  prompt_id: null,
  prompt: null,
  options: [],
  votes_each: 0,
  results: [],
  ranking: [],
  final: false,
});
