/** Fib's events, folded onto its public view. Mirrors the server: snapshot + events = state. */

import type { Envelope, Phase, Player, Snapshot } from "../../contract/types";
import type { Award, Delta, FibView, FibYou, Option, QuestionShown, Rank, Step } from "./types";

const EMPTY: FibView = {
  rounds: 0,
  questions: 0,
  multiplier: 1,
  prompt: "",
  category: "",
  max_length: 80,
  time_limit_ms: null,
  options: [],
  reactions: {},
  revealed: [],
  deltas: [],
  ranking: [],
  final: false,
  awards: [],
  explanation: null,
};

/** The state after `event`, or null when it is not Fib's. */
export function fold(before: Snapshot, event: Envelope): Snapshot | null {
  const view = { ...EMPTY, ...(before.view as FibView | null) };
  switch (event.type) {
    case "phase.question_shown": {
      const shown = event.data as QuestionShown;
      const { rounds, questions, prompt, category } = shown;
      const { multiplier } = multiplierOf(event.data, view);
      return {
        ...before,
        ...quiet(before),
        status: "running",
        phase: phase("question", shown, shown),
        view: { ...EMPTY, rounds, questions, multiplier, prompt, category, ranking: view.ranking },
      };
    }
    case "phase.lie_started": {
      const data = event.data as PhaseData & { prompt: string; max_length: number };
      return next(before, "lie", data, {
        ...view,
        prompt: data.prompt,
        max_length: data.max_length,
      });
    }
    case "progress": {
      const { answered } = event.data as { answered: string[] };
      return { ...before, players: before.players.map((p) => marked(p, answered)) };
    }
    case "phase.guess_started": {
      const data = event.data as PhaseData & { options: Option[] };
      const after = next(before, "guess", data, { ...view, options: data.options });
      return { ...after, ...quiet(after, before.you as FibYou | undefined) };
    }
    case "reaction": {
      const { counts } = event.data as { counts: Record<string, number> };
      const reactions = { ...view.reactions };
      for (const [emoji, n] of Object.entries(counts)) reactions[emoji] = (reactions[emoji] ?? 0) + n;
      return { ...before, view: { ...view, reactions } };
    }
    case "reveal.step": {
      const { option_id, text, kind, authors, pickers, awarded, ...data } = event.data as Step & PhaseData;
      const step: Step = { option_id, text, kind, authors, pickers, awarded };
      const points = new Map<string, number>();
      for (const { player_id, points: n } of awarded) points.set(player_id, (points.get(player_id) ?? 0) + n);
      const players = before.players.map((p) => ({ ...p, score: p.score + (points.get(p.player_id) ?? 0) }));
      const revealed = [...view.revealed, step];
      const explanation = data.explanation ?? view.explanation;
      return { ...next(before, "reveal", data, { ...view, revealed, explanation }), players };
    }
    case "phase.scores_calculated": {
      const data = event.data as PhaseData & { multiplier: number; deltas: Delta[] };
      const totals = new Map(data.deltas.map(({ player_id, total }) => [player_id, total]));
      const players = before.players.map((p) => ({ ...p, score: totals.get(p.player_id) ?? p.score }));
      const { multiplier, deltas } = data;
      return { ...next(before, "scores", data, { ...view, multiplier, deltas }), players };
    }
    case "phase.scoreboard": {
      const data = event.data as PhaseData & { ranking: Rank[]; final: boolean };
      const { ranking, final } = data;
      return next(before, "scoreboard", data, { ...view, ranking, final });
    }
    case "phase.game_over": {
      const { ranking, awards } = event.data as { ranking: Rank[]; awards: Award[] };
      const over = next(before, "game_over", {}, { ...view, ranking, awards, final: true });
      return { ...over, status: "finished" };
    }
    default:
      return null;
  }
}

type PhaseData = Partial<
  Pick<Phase, "round" | "question" | "deadline_at" | "remaining_ms"> & {
    time_limit_ms: number;
    explanation: string;
  }
>;

function next(before: Snapshot, name: string, data: PhaseData, view: FibView): Snapshot {
  const at = { round: data.round ?? before.phase?.round ?? 1, question: data.question ?? before.phase?.question ?? 1 };
  const time_limit_ms = data.time_limit_ms ?? data.remaining_ms ?? null;
  return { ...before, phase: phase(name, at, data), view: { ...view, time_limit_ms } };
}

function phase(name: string, at: { round: number; question: number }, left: PhaseData): Phase {
  const { deadline_at = null, remaining_ms = null } = left;
  return { name, round: at.round, question: at.question, deadline_at, remaining_ms };
}

/** A phase in which nobody has answered yet; `kept` is what one still knows of oneself. */
function quiet(before: Snapshot, kept?: FibYou): Pick<Snapshot, "players" | "you"> {
  const players = before.players.map((p) => ({ ...p, answered: false }));
  if (!before.you) return { players };
  return { players, you: { ...kept, player_id: before.you.player_id } };
}

function marked(player: Player, answered: string[]): Player {
  return { ...player, answered: answered.includes(player.player_id) };
}

function multiplierOf(data: unknown, view: FibView): { multiplier: number } {
  return { multiplier: (data as { multiplier?: number }).multiplier ?? view.multiplier };
}
