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
    case "session.started": {
      const { players, view } = event.data as Pick<Snapshot, "players" | "view">;
      const { you, ...rest } = before;
      const me = you && { you: { player_id: you.player_id } };
      return { ...rest, ...me, ...phaseOf(event, before), players, view, status: "running" };
    }
    case "session.paused":
      return { ...before, ...phaseOf(event, before), status: "paused" };
    case "session.resumed_play":
      return { ...before, ...phaseOf(event, before), status: "running" };
    case "session.exited":
      return before;
    default:
      return null;
  }
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
