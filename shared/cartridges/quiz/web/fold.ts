/** Applies Quiz's events to a snapshot. The server's reference fold has the same results. */

import { markAnswered, NO_TIME_LIMIT, startPhase, startQuestion } from "$common/fold";
import type { Countdown, Envelope, Snapshot } from "$app/contract/types";
import { isOpinion, quizView } from "./state";
import type { Events, PhaseName, QuizView } from "./types";

/** Returns the snapshot after `event`; null for unknown events and for events before the first question. */
export function fold(before: Snapshot, event: Envelope): Snapshot | null {
  if (event.type === "phase.question_shown") {
    return questionShown(before, event.data as Events["phase.question_shown"]);
  }
  const view = quizView(before);
  if (!view || !before.phase) return null;
  switch (event.type) {
    case "phase.answer_started": {
      const data = event.data as Events["phase.answer_started"];
      const { time_limit_ms, waits_for_host, waiting, options } = data;
      const asking = { ...view, waits_for_host, time_limit_ms, waiting, options };
      return enter(before, "answer", data, asking);
    }
    case "progress": {
      const { answered, waiting } = event.data as Events["progress"];
      const players = markAnswered(before.players, answered);
      return { ...before, players, view: { ...view, waiting } };
    }
    case "phase.solution_shown":
      return solutionShown(before, view, event.data as Events["phase.solution_shown"]);
    case "phase.scoreboard": {
      const data = event.data as Events["phase.scoreboard"];
      const { ranking, final } = data;
      const shown = { ...notWaiting(view), options: [], solution: null, ranking, final };
      const after = enter(before, "scoreboard", data, shown);
      if (!after.you) return after;
      const { submitted: _submitted, ...you } = after.you;
      return { ...after, you: { ...you, answer: null } };
    }
    case "phase.game_over": {
      const { ranking, awards } = event.data as Events["phase.game_over"];
      const over = { ...notWaiting(view), ranking, awards, final: true };
      return { ...enter(before, "game_over", NO_TIME_LIMIT, over), status: "finished" };
    }
    default:
      return null;
  }
}

function questionShown(before: Snapshot, data: Events["phase.question_shown"]): Snapshot {
  const { round: _round, question: _question, ...question } = data;
  const { deadline_at: _deadline, remaining_ms: _remaining, ...shown } = question;
  const { emoji = [], logo } = (before.view as QuizView | null) ?? {};
  const view: QuizView = {
    ...shown,
    emoji,
    ...(logo && { logo }),
    time_limit_ms: null,
    waits_for_host: false,
    waiting: [],
    options: [],
    solution: null,
    ranking: [],
    final: false,
    awards: [],
  };
  const after = startQuestion(before, data, view);
  const streak = before.you?.streak;
  return after.you && streak !== undefined ? { ...after, you: { ...after.you, streak } } : after;
}

function solutionShown(
  before: Snapshot,
  view: QuizView,
  data: Events["phase.solution_shown"],
): Snapshot {
  const { waits_for_host, deadline_at, remaining_ms, ...solution } = data;
  const points = new Map(solution.awarded.map((award) => [award.player_id, award.points]));
  const shown = { ...notWaiting(view), waits_for_host, solution };
  const after = enter(before, "solution", { deadline_at, remaining_ms }, shown);
  const players = after.players.map((player) => {
    const gain = points.get(player.player_id);
    return gain ? { ...player, score: player.score + gain } : player;
  });
  const me = before.you?.player_id;
  const award = solution.awarded.find((one) => one.player_id === me);
  // Questions without points keep all streaks.
  const streak = isScored(view) ? (award?.streak ?? 0) : before.you?.streak;
  const you = before.you && { ...before.you, streak };
  return { ...after, players, ...(you && { you }) };
}

const isScored = (view: QuizView): boolean => view.points > 0 && !isOpinion(view);

const enter = (before: Snapshot, name: PhaseName, time: Countdown, view: QuizView): Snapshot =>
  startPhase(before, name, time, view);

const notWaiting = (view: QuizView): QuizView => ({
  ...view,
  time_limit_ms: null,
  waits_for_host: false,
  waiting: [],
});
