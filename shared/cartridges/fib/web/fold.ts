/** Fib's events, folded onto its public view. Mirrors the server: snapshot + events = state. */

import type { Countdown, Envelope, Player, Snapshot } from "$app/contract/types";
import type { Events, FibView, FibYou, PhaseName } from "./types";

/** The state after `event`, or null when it is not Fib's (or came before any question). */
export function fold(before: Snapshot, event: Envelope): Snapshot | null {
  if (event.type === "phase.question_shown") {
    return shown(before, event.data as Events["phase.question_shown"]);
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
      const players = before.players.map((player) => ({
        ...player,
        answered: answered.includes(player.player_id),
      }));
      return { ...before, players, view: { ...view, waiting } };
    }
    case "phase.guess_started": {
      const data = event.data as Events["phase.guess_started"];
      const { time_limit_ms, waiting, options } = data;
      const after = enter(before, "guess", data, { ...view, time_limit_ms, waiting, options });
      return before.you ? { ...after, you: knowingOwn(before.you as FibYou, options) } : after;
    }
    case "reaction": {
      const { counts } = event.data as Events["reaction"];
      const reactions = { ...view.reactions };
      for (const [emoji, n] of Object.entries(counts)) {
        reactions[emoji] = (reactions[emoji] ?? 0) + n;
      }
      return { ...before, view: { ...view, reactions } };
    }
    case "reveal.step": {
      const { step, steps, together, deadline_at, remaining_ms, ...revealed } =
        event.data as Events["reveal.step"];
      const players = before.players.map((player) => paid(player, revealed.awarded));
      return {
        ...enter(
          before,
          "reveal",
          { deadline_at, remaining_ms },
          { ...view, revealed: [...view.revealed, revealed], together },
        ),
        players: players.map(unanswered),
      };
    }
    case "phase.scores_calculated": {
      const data = event.data as Events["phase.scores_calculated"];
      const totals = new Map(data.deltas.map(({ player_id, total }) => [player_id, total]));
      const after = enter(before, "scores", data, { ...view, deltas: data.deltas });
      const players = after.players.map((player) => ({
        ...player,
        score: totals.get(player.player_id) ?? player.score,
      }));
      return { ...after, players };
    }
    case "phase.scoreboard": {
      const data = event.data as Events["phase.scoreboard"];
      const { ranking, final } = data;
      return enter(before, "scoreboard", data, { ...view, deltas: [], ranking, final });
    }
    case "phase.game_over": {
      const { ranking, awards } = event.data as Events["phase.game_over"];
      const over = {
        ...view,
        options: [],
        revealed: [],
        together: 0,
        ranking,
        awards,
        final: true,
      };
      return { ...enter(before, "game_over", NO_TIME, over), status: "finished" };
    }
    default:
      return null;
  }
}

const NO_TIME: Countdown = { deadline_at: null, remaining_ms: null };

/** A new question: of the one before nothing stays but the scores. */
function shown(before: Snapshot, data: Events["phase.question_shown"]): Snapshot {
  const { round, question, deadline_at, remaining_ms, ...asked } = data;
  const view: FibView = {
    ...asked,
    time_limit_ms: null,
    waiting: [],
    options: [],
    revealed: [],
    together: 0,
    deltas: [],
    ranking: [],
    final: false,
    awards: [],
    whole_ms: remaining_ms,
  };
  return {
    ...before,
    phase: { name: "question", round, question, deadline_at, remaining_ms },
    players: before.players.map(unanswered),
    view,
    ...(before.you && { you: { player_id: before.you.player_id } }),
  };
}

/** What every phase begins with: its name and time, and nobody's answer. */
function enter(before: Snapshot, name: PhaseName, time: Countdown, view: FibView): Snapshot {
  const { deadline_at, remaining_ms } = time;
  const asks = name === "lie" || name === "guess";
  const quiet = asks ? view : { ...view, time_limit_ms: null, waiting: [] };
  return {
    ...before,
    phase: before.phase && { ...before.phase, name, deadline_at, remaining_ms },
    players: before.players.map(unanswered),
    view: { ...quiet, whole_ms: remaining_ms },
  };
}

const unanswered = (player: Player): Player =>
  player.answered ? { ...player, answered: false } : player;

function paid(player: Player, awarded: { player_id: string; points: number }[]): Player {
  const points = awarded.reduce(
    (sum, award) => sum + (award.player_id === player.player_id ? award.points : 0),
    0,
  );
  return points ? { ...player, score: player.score + points } : player;
}

/**
 * One's own lie among the options, if it stands there word for word. Merged with another's it may
 * not: then only the next snapshot tells, and the phone asks for it.
 */
function knowingOwn(you: FibYou, options: { option_id: string; text: string }[]) {
  const own = you.lie ? options.find((option) => option.text === you.lie) : undefined;
  return { ...you, lie_option_id: own?.option_id ?? null };
}
