/** Applies Air Guitar's events to a snapshot. The server's reference fold has the same results. */

import { NO_TIME_LIMIT } from "$common/fold";
import type { Countdown, Envelope, Snapshot } from "$app/contract/types";
import type { Events, GuitarView, Part, PhaseName } from "./types";

/** Returns the snapshot after `event`; null for unknown events. */
export function fold(before: Snapshot, event: Envelope): Snapshot | null {
  const view = before.view as GuitarView | null;
  if (!view) return null;
  const practice = before.phase?.round ?? 1;
  switch (event.type) {
    case "phase.ready": {
      const data = event.data as Events["phase.ready"];
      const cleared = { parts: [], lines: [], reached: null, practice: data.practice };
      return enter(before, "ready", data.practice, NO_TIME_LIMIT, { ...view, ...cleared });
    }
    case "phase.practice_started": {
      const data = event.data as Events["phase.practice_started"];
      const { practice: number } = data;
      return enter(before, "practice", number, data, { ...view, practice: number });
    }
    case "practice.joined": {
      const { player_id, goal_ms } = event.data as Events["practice.joined"];
      const known = view.parts.some((part) => part.player_id === player_id);
      const fresh: Part = { player_id, goal_ms, playing: true, chords: 0, played_ms: 0 };
      const parts = known
        ? patched(view.parts, player_id, { playing: true })
        : [...view.parts, fresh];
      return { ...before, view: { ...view, parts } };
    }
    case "practice.left": {
      const { player_id } = event.data as Events["practice.left"];
      return {
        ...before,
        view: { ...view, parts: patched(view.parts, player_id, { playing: false }) },
      };
    }
    case "practice.progress": {
      const { player_id, chords, played_ms } = event.data as Events["practice.progress"];
      const parts = patched(view.parts, player_id, { chords, played_ms });
      return { ...before, view: { ...view, parts } };
    }
    case "phase.counting":
      return enter(before, "counting", practice, event.data as Events["phase.counting"], view);
    case "phase.summary": {
      const data = event.data as Events["phase.summary"];
      const { lines, reached, streak, best_streak } = data;
      const scores = new Map(lines.map((line) => [line.player_id, line.score]));
      const players = before.players.map((player) => ({
        ...player,
        score: scores.get(player.player_id) ?? player.score,
      }));
      const after = { ...view, parts: [], lines, reached, streak, best_streak };
      return { ...enter(before, "summary", data.practice, data, after), players };
    }
    case "phase.game_over": {
      const { ranking, goals, best_streak } = event.data as Events["phase.game_over"];
      const result = { lines: [], reached: null, goals, best_streak, ranking };
      const after = { ...view, ...result, phase_length_ms: null };
      return { ...enter(before, "game_over", practice, NO_TIME_LIMIT, after), status: "finished" };
    }
    default:
      return null;
  }
}

function enter(
  before: Snapshot,
  name: PhaseName,
  round: number,
  { deadline_at, remaining_ms }: Countdown,
  view: GuitarView,
): Snapshot {
  return { ...before, phase: { name, round, question: 1, deadline_at, remaining_ms }, view };
}

function patched(parts: Part[], id: string, patch: Partial<Part>): Part[] {
  return parts.map((part) => (part.player_id === id ? { ...part, ...patch } : part));
}
