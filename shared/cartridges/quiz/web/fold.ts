/** Quiz's events, folded onto its public view. Mirrors the server: snapshot + events = state. */

import type { Countdown, Envelope, Player, Snapshot } from "$app/contract/types";
import type { Events, PhaseName, QuizView } from "./types";

/** The state after `event`, or null when it is not Quiz's (or came before any question). */
export function fold(before: Snapshot, event: Envelope): Snapshot | null {
  if (event.type === "phase.question_shown") {
    return shown(before, event.data as Events["phase.question_shown"]);
  }
  const view = before.view as QuizView | null;
  if (!view || !before.phase) return null;
  switch (event.type) {
    case "phase.answer_started": {
      const data = event.data as Events["phase.answer_started"];
      const { time_limit_ms, waits_for_host, waiting, options } = data;
      const asked = { ...view, waits_for_host, time_limit_ms, waiting, options };
      return enter(before, "answer", data, asked);
    }
    case "progress": {
      const { answered, waiting } = event.data as Events["progress"];
      const players = before.players.map((player) => ({
        ...player,
        answered: answered.includes(player.player_id),
      }));
      return { ...before, players, view: { ...view, waiting } };
    }
    case "phase.solution_shown": {
      const { waits_for_host, deadline_at, remaining_ms, ...solution } =
        event.data as Events["phase.solution_shown"];
      const points = new Map(solution.awarded.map((award) => [award.player_id, award.points]));
      const solved = { ...quiet(view), waits_for_host, solution };
      const after = enter(before, "solution", { deadline_at, remaining_ms }, solved);
      const players = after.players.map((player) => {
        const gain = points.get(player.player_id);
        return gain ? { ...player, score: player.score + gain } : player;
      });
      const me = before.you?.player_id;
      const award = solution.awarded.find((one) => one.player_id === me);
      const you = before.you && { ...before.you, streak: award?.streak ?? 0 };
      return { ...after, players, ...(you && { you }) };
    }
    case "phase.scoreboard": {
      const data = event.data as Events["phase.scoreboard"];
      const { ranking, final } = data;
      const standing = { ...quiet(view), options: [], solution: null, ranking, final };
      const after = enter(before, "scoreboard", data, standing);
      return after.you ? { ...after, you: { ...after.you, answer: null } } : after;
    }
    case "phase.game_over": {
      const { ranking, awards } = event.data as Events["phase.game_over"];
      const over = { ...quiet(view), ranking, awards, final: true };
      return { ...enter(before, "game_over", NO_TIME, over), status: "finished" };
    }
    default:
      return null;
  }
}

const NO_TIME: Countdown = { deadline_at: null, remaining_ms: null };

/** Nobody is waited for. */
const quiet = (view: QuizView): QuizView => ({
  ...view,
  time_limit_ms: null,
  waits_for_host: false,
  waiting: [],
});

/** A new question: of the one before nothing stays but the scores. */
function shown(before: Snapshot, data: Events["phase.question_shown"]): Snapshot {
  const { round, question, deadline_at, remaining_ms, ...asked } = data;
  const view: QuizView = {
    ...asked,
    time_limit_ms: null,
    waits_for_host: false,
    waiting: [],
    options: [],
    solution: null,
    ranking: [],
    final: false,
    awards: [],
    whole_ms: remaining_ms,
  };
  const { player_id, streak } = before.you ?? { player_id: "" };
  return {
    ...before,
    phase: { name: "question", round, question, deadline_at, remaining_ms },
    players: before.players.map(unanswered),
    view,
    ...(before.you && { you: { player_id, ...(streak !== undefined && { streak }) } }),
  };
}

/** What every phase begins with: its name and time, and nobody's answer. */
function enter(before: Snapshot, name: PhaseName, time: Countdown, view: QuizView): Snapshot {
  const { deadline_at, remaining_ms } = time;
  return {
    ...before,
    phase: before.phase && { ...before.phase, name, deadline_at, remaining_ms },
    players: before.players.map(unanswered),
    view: { ...view, whole_ms: remaining_ms },
  };
}

const unanswered = (player: Player): Player =>
  player.answered ? { ...player, answered: false } : player;
