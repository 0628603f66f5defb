/** The session's own events: people come and go, the game starts, halts and goes on. */

import type { Envelope, Phase, Player, Snapshot } from "../contract/types";

/** The state after `event`, or null when it is not the session's. */
export function foldSession(before: Snapshot, event: Envelope): Snapshot | null {
  switch (event.type) {
    case "session.player_joined": {
      const { player } = event.data as { player: Player };
      return { ...before, players: [...without(before.players, player.player_id), player] };
    }
    case "session.player_left":
    case "session.player_kicked": {
      const { player_id } = event.data as { player_id: string };
      return { ...before, players: without(before.players, player_id) };
    }
    case "connection_update": {
      const { player_id, status } = event.data as { player_id: string; status: string };
      const connected = status === "connected";
      return { ...before, players: patched(before.players, player_id, { connected }) };
    }
    case "session.started":
      return { ...fresh(before), ...phaseOf(event, before), status: "running" };
    case "session.paused":
      return { ...before, ...phaseOf(event, before), status: "paused" };
    case "session.resumed_play":
      return { ...before, ...phaseOf(event, before), status: "running" };
    case "session.exited":
      return { ...before, status: "finished" };
    default:
      return null;
  }
}

/** The table as it is when a game begins, the first or the next one with the same people. */
function fresh(before: Snapshot): Snapshot {
  const { you, ...rest } = before;
  const players = before.players.map((player) => ({ ...player, score: 0, answered: false }));
  return { ...rest, players, view: null, ...(you && { you: { player_id: you.player_id } }) };
}

function phaseOf(event: Envelope, before: Snapshot): Pick<Snapshot, "phase"> {
  const { phase } = event.data as { phase?: Phase | null };
  return { phase: phase === undefined ? before.phase : phase };
}

function without(players: Player[], id: string): Player[] {
  return players.filter((player) => player.player_id !== id);
}

export function patched(players: Player[], id: string, patch: Partial<Player>): Player[] {
  return players.map((player) => (player.player_id === id ? { ...player, ...patch } : player));
}
