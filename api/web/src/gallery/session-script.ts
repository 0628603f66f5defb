/** Builds a session's snapshot event by event, so that every scene is a state that the app can reach. */

import { applyEvent } from "$app/core/apply-event";
import type { Audience, Player, Snapshot } from "$app/contract/types";
import { CODE, countdown, T0 } from "./scene";

/** Nicknames and avatars of the players `p0`, `p1` and so on. */
const CAST: [string, string][] = [
  ["Ana", "sun:mustard"],
  ["Bo", "boat:coral"],
  ["Cecilie", "fish:sky"],
  ["Dorthe", "crown:rose"],
  ["Emil", "leaf:mint"],
  ["Fru Frederiksen-Holm", "house:coral"],
  ["Gustav", "kite:mustard"],
  ["Håkon", "moon:sky"],
  ["Ida", "bell:rose"],
  ["Jørgen", "cup:mint"],
  ["Kamilla", "star:mustard"],
  ["Løvsøe", "wave:sky"],
];

function player(index: number): Player {
  const [nickname, avatar] = CAST[index % CAST.length] ?? ["?", "sun:coral"];
  return { player_id: `p${index}`, nickname, avatar, score: 0, connected: true, answered: false };
}

export class SessionScript {
  snapshot: Snapshot;

  /** `me` is the participant who sees the snapshot; null on the TV. */
  constructor(cartridge: string, players: number, me: string | null) {
    this.snapshot = {
      code: CODE,
      epoch: "e1",
      seq: 0,
      cartridge,
      status: "lobby",
      server_time: new Date(T0).toISOString(),
      phase: null,
      players: Array.from({ length: players }, (_, i) => player(i)),
      view: null,
      audience: { count: 0, connected: 0 },
      features: ["audience", "bots", "late_join"],
      min_players: 2,
      max_players: 12,
      ...(me && { you: { player_id: me } }),
    };
  }

  get ids(): string[] {
    return this.snapshot.players.map((one) => one.player_id);
  }

  /** Applies an event with the patches that it carries. */
  event(type: string, data: unknown, patch?: object, you_patch?: object): this {
    const seq = this.snapshot.seq + 1;
    const event = {
      type,
      epoch: "e1",
      seq,
      data,
      ...(patch && { patch }),
      ...(you_patch && { you_patch }),
    };
    this.snapshot = applyEvent(this.snapshot, event, seq);
    return this;
  }

  /** Changes the snapshot directly, for fields that no event sets. */
  with(change: (snapshot: Snapshot) => Snapshot): this {
    this.snapshot = change(this.snapshot);
    return this;
  }

  /** Changes fields of `you`. */
  withYou(you: Record<string, unknown>): this {
    return this.with((snapshot) => ({
      ...snapshot,
      you: { player_id: "p0", ...snapshot.you, ...you },
    }));
  }

  /** Gives the players other nicknames, again and again from the start. */
  named(nicknames: readonly string[]): this {
    const players = this.snapshot.players.map((one, i) => ({
      ...one,
      nickname: nicknames[i % nicknames.length] ?? one.nickname,
    }));
    return this.with((snapshot) => ({ ...snapshot, players, max_players: players.length }));
  }

  /** Takes the connection of every player whose index is a multiple of `every`. */
  away(every: number): this {
    const players = this.snapshot.players.map((one, i) =>
      i % every === 0 ? { ...one, connected: false } : one,
    );
    return this.with((snapshot) => ({ ...snapshot, players }));
  }

  /** Opens or closes the connection of the player at `index`. */
  connection(index: number, connected: boolean): this {
    const players = this.snapshot.players.map((one, i) =>
      i === index ? { ...one, connected } : one,
    );
    const status = connected ? "connected" : "disconnected";
    return this.event("connection_update", { player_id: `p${index}`, status }, { players });
  }

  /** Takes the connection of the TV. `vip` is the player who can continue or end the game. */
  hostGone(vip: string): this {
    this.event("session.vip_changed", { vip }, { vip });
    const host = { connected: false };
    return this.event("session.host_changed", { host }, { host });
  }

  /** Makes the players with these indexes bots. */
  bots(...indexes: number[]): this {
    const players = this.snapshot.players.map((one, i) =>
      indexes.includes(i) ? { ...one, bot: true } : one,
    );
    return this.with((snapshot) => ({ ...snapshot, players }));
  }

  /** Counts people in the audience, and their votes. */
  watched(count = 1, votes?: Audience["votes"]): this {
    const audience: Audience = { count, connected: count, ...(votes && { votes }) };
    return this.event("crowd.tally", audience, { audience });
  }

  started(scores: number[] = []): this {
    const players = this.snapshot.players.map((one, i) => ({ ...one, score: scores[i] ?? 0 }));
    const phase = { name: "question", round: 1, question: 1, ...countdown(5_000) };
    const data = { phase, players, view: {} };
    const { you } = this.snapshot;
    const me = you && { you: { player_id: you.player_id } };
    this.with((snapshot) => ({ ...snapshot, ...me, view: null }));
    return this.event("session.started", data, { ...data, status: "running" });
  }

  paused(): this {
    const phase = { ...this.snapshot.phase, deadline_at: null, remaining_ms: 23_400 };
    const pause = { reason: "host" };
    return this.event("session.paused", { phase, ...pause }, { phase, pause, status: "paused" });
  }
}
