/** Applies the session's events to a snapshot, for scripts of games that have a fold. */

import type {
  Audience,
  Envelope,
  Pause,
  Phase,
  Player,
  Snapshot,
  WaitingPerson,
} from "$app/contract/types";

/** Returns the snapshot after an event; null when the event is unknown. */
export type Fold = (snapshot: Snapshot, event: Envelope) => Snapshot | null;

/** Returns the snapshot after `event`; null when the event belongs to the game. */
export function foldSession(before: Snapshot, event: Envelope): Snapshot | null {
  switch (event.type) {
    case "session.player_joined": {
      const { player } = event.data as { player: Player };
      const players = [...without(before.players, player.player_id), player];
      return { ...decided(before, player.player_id), players };
    }
    case "session.player_left":
    case "session.player_kicked": {
      const { player_id } = event.data as { player_id: string };
      return { ...before, players: without(before.players, player_id) };
    }
    case "session.audience_joined": {
      const { member } = event.data as { member: { player_id: string } };
      return decided(before, member.player_id);
    }
    case "crowd.tally":
      return { ...before, audience: event.data as Audience };
    case "session.lock_changed": {
      const { locked } = event.data as { locked: boolean };
      return { ...before, locked };
    }
    case "session.approval_changed": {
      const { required } = event.data as { required: boolean };
      return { ...before, approval: required };
    }
    case "session.join_requested": {
      const { person } = event.data as { person: WaitingPerson };
      return { ...before, waiting: [...(before.waiting ?? []), person] };
    }
    case "session.join_declined": {
      const { player_id } = event.data as { player_id: string };
      return decided(before, player_id);
    }
    case "session.moderation_changed": {
      const { moderation: state } = event.data as { moderation: Snapshot["moderation"] };
      const { moderation: _before, ...rest } = before;
      return state ? { ...rest, moderation: state } : rest;
    }
    case "session.texts_changed": {
      const { view } = event.data as Pick<Snapshot, "view">;
      return { ...before, view };
    }
    case "session.vip_changed": {
      const { vip } = event.data as { vip: string | null };
      return { ...before, vip };
    }
    case "session.host_changed": {
      const { host } = event.data as Pick<Snapshot, "host">;
      return host ? { ...before, host } : before;
    }
    case "session.player_renamed": {
      const { player_id, nickname } = event.data as { player_id: string; nickname: string };
      return { ...before, players: patched(before.players, player_id, { nickname }) };
    }
    case "session.audience_left":
    case "session.seat_released":
    case "session.exited":
      return before;
    case "connection_update": {
      const { player_id, status } = event.data as { player_id: string; status: string };
      const patch = { connected: status === "connected" };
      return { ...before, players: patched(before.players, player_id, patch) };
    }
    case "session.started": {
      const { players, view } = event.data as Pick<Snapshot, "players" | "view">;
      const { you, pause: _pause, ...rest } = before;
      const me = you && { you: { player_id: you.player_id } };
      return { ...rest, ...me, ...phaseOf(event, before), players, view, status: "running" };
    }
    case "session.game_changed": {
      const change = event.data as GameChange;
      const { you, pause: _pause, ...rest } = before;
      const me = you && { you: { player_id: you.player_id } };
      return { ...rest, ...me, ...change, status: "lobby", phase: null, view: null };
    }
    case "session.paused": {
      const { reason, by } = event.data as Pause;
      const pause = { reason, ...(by && { by }) };
      return { ...before, ...phaseOf(event, before), status: "paused", pause };
    }
    case "session.resumed_play": {
      const { pause: _pause, ...rest } = before;
      return { ...rest, ...phaseOf(event, before), status: "running" };
    }
    default:
      return null;
  }
}

type GameChange = Pick<
  Snapshot,
  "cartridge" | "players" | "min_players" | "max_players" | "features"
>;

function phaseOf(event: Envelope, before: Snapshot): Pick<Snapshot, "phase"> {
  const { phase } = event.data as { phase?: Phase | null };
  return { phase: phase === undefined ? before.phase : phase };
}

/** Removes a person from those who wait for approval. */
function decided(before: Snapshot, id: string): Snapshot {
  return before.waiting ? { ...before, waiting: without(before.waiting, id) } : before;
}

interface Person {
  player_id: string;
}

function without<P extends Person>(people: P[], id: string): P[] {
  return people.filter((one) => one.player_id !== id);
}

function patched<P extends Person>(people: P[], id: string, patch: Partial<P>): P[] {
  return people.map((one) => (one.player_id === id ? { ...one, ...patch } : one));
}
