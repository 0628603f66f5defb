/** Applies Fib's events to a snapshot. The server's reference fold has the same results. */

import { addReactions, markAnswered, NO_TIME_LIMIT, startPhase, startQuestion } from "$common/fold";
import type { Countdown, Envelope, Player, PlayerId, Snapshot } from "$app/contract/types";
import type { Events, FibView, FibYou, Option, PhaseName } from "./types";

/** Returns the snapshot after `event`; null for unknown events and for events before the first question. */
export function fold(before: Snapshot, event: Envelope): Snapshot | null {
  if (event.type === "phase.question_shown") {
    return questionShown(before, event.data as Events["phase.question_shown"]);
  }
  const view = before.view as FibView | null;
  if (!view || !before.phase) return null;
  switch (event.type) {
    case "phase.lie_started": {
      const data = event.data as Events["phase.lie_started"];
      const { time_limit_ms, waiting } = data;
      return enter(before, "lie", data, { ...view, time_limit_ms, waiting });
    }
    case "progress": {
      const { answered, waiting } = event.data as Events["progress"];
      const players = markAnswered(before.players, answered);
      return { ...before, players, view: { ...view, waiting } };
    }
    case "phase.guess_started": {
      const data = event.data as Events["phase.guess_started"];
      const { time_limit_ms, waiting, options } = data;
      const after = enter(before, "guess", data, {
        ...view,
        time_limit_ms,
        waiting,
        options,
      });
      return before.you ? { ...after, you: withOwnOption(before.you as FibYou, options) } : after;
    }
    case "reaction": {
      const { counts } = event.data as Events["reaction"];
      return {
        ...before,
        view: { ...view, reactions: addReactions(view.reactions, counts) },
      };
    }
    case "reveal.step":
      return revealStep(before, view, event.data as Events["reveal.step"]);
    case "phase.scores_calculated":
      return scoresCalculated(before, view, event.data as Events["phase.scores_calculated"]);
    case "phase.scoreboard": {
      const data = event.data as Events["phase.scoreboard"];
      const { ranking, final } = data;
      return enter(before, "scoreboard", data, {
        ...view,
        deltas: [],
        ranking,
        final,
      });
    }
    case "phase.game_over": {
      const { ranking, awards } = event.data as Events["phase.game_over"];
      const result = { ranking, awards, final: true };
      const over = {
        ...view,
        ...result,
        options: [],
        revealed: [],
        together: 0,
      };
      return {
        ...enter(before, "game_over", NO_TIME_LIMIT, over),
        status: "finished",
      };
    }
    default:
      return null;
  }
}

function questionShown(before: Snapshot, data: Events["phase.question_shown"]): Snapshot {
  const { round: _round, question: _question, ...question } = data;
  const { deadline_at: _deadline, remaining_ms: _remaining, ...shown } = question;
  const view: FibView = {
    ...shown,
    time_limit_ms: null,
    waiting: [],
    options: [],
    revealed: [],
    together: 0,
    deltas: [],
    ranking: [],
    final: false,
    awards: [],
  };
  return startQuestion(before, data, view);
}

function revealStep(before: Snapshot, view: FibView, data: Events["reveal.step"]): Snapshot {
  const { step: _step, steps: _steps, together, deadline_at, remaining_ms, ...revealed } = data;
  const shown = { ...view, revealed: [...view.revealed, revealed], together };
  const after = enter(before, "reveal", { deadline_at, remaining_ms }, shown);
  return {
    ...after,
    players: after.players.map((player) => award(player, revealed.awarded)),
  };
}

function scoresCalculated(
  before: Snapshot,
  view: FibView,
  data: Events["phase.scores_calculated"],
): Snapshot {
  const totals = new Map(data.deltas.map(({ player_id, total }) => [player_id, total]));
  const after = enter(before, "scores", data, { ...view, deltas: data.deltas });
  const players = after.players.map((player) => ({
    ...player,
    score: totals.get(player.player_id) ?? player.score,
  }));
  return { ...after, players };
}

/** Starts a phase. Only in `lie` and `guess` the game waits for players. */
function enter(before: Snapshot, name: PhaseName, time: Countdown, view: FibView): Snapshot {
  const asks = name === "lie" || name === "guess";
  return startPhase(
    before,
    name,
    time,
    asks ? view : { ...view, time_limit_ms: null, waiting: [] },
  );
}

function award(player: Player, awarded: { player_id: PlayerId; points: number }[]): Player {
  const points = awarded
    .filter(({ player_id }) => player_id === player.player_id)
    .reduce((sum, { points }) => sum + points, 0);
  return points ? { ...player, score: player.score + points } : player;
}

/**
 * Finds the player's own lie among the options by its text. A lie that the server merged with a similar one
 * has another text. The phone then fetches the snapshot, which names the option.
 */
function withOwnOption(you: FibYou, options: Option[]): FibYou {
  const own = you.lie ? options.find((option) => option.text === you.lie) : undefined;
  return { ...you, lie_option_id: own?.option_id ?? null };
}
