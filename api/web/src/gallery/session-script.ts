/** Builds a session's snapshot event by event, so that every scene is a state that the app can reach. */

import type { Fold } from "$app/core/session-client";
import { foldSession } from "$app/core/session-fold";
import type { Player, Snapshot, Spectator } from "$app/contract/types";
import { CODE, countdown, T0 } from "./scene";

const SPECTATOR: Spectator = {
  player_id: "w0",
  nickname: "Mormor",
  avatar: "cup:rose",
  connected: true,
};

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
  constructor(
    cartridge: string,
    players: number,
    me: string | null,
    private readonly fold: Fold = () => null,
  ) {
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
      audience: [],
      features: ["audience", "bots", "late_join"],
      min_players: 2,
      max_players: 12,
      ...(me && { you: { player_id: me } }),
    };
  }

  get ids(): string[] {
    return this.snapshot.players.map((one) => one.player_id);
  }

  /** Applies an event. */
  event(type: string, data: unknown): this {
    const event = { type, epoch: "e1", seq: this.snapshot.seq + 1, data };
    const after = foldSession(this.snapshot, event) ?? this.fold(this.snapshot, event);
    if (!after) throw new Error(`no fold handles ${type}`);
    this.snapshot = { ...after, seq: event.seq };
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

  /** Makes the players with these indexes bots. */
  bots(...indexes: number[]): this {
    const players = this.snapshot.players.map((one, i) =>
      indexes.includes(i) ? { ...one, bot: true } : one,
    );
    return this.with((snapshot) => ({ ...snapshot, players }));
  }

  /** Adds a member of the audience. */
  watched(): this {
    return this.event("session.audience_joined", { member: SPECTATOR });
  }

  started(scores: number[] = []): this {
    const players = this.snapshot.players.map((one, i) => ({ ...one, score: scores[i] ?? 0 }));
    const phase = { name: "question", round: 1, question: 1, ...countdown(5_000) };
    return this.event("session.started", { phase, players, view: {} });
  }

  paused(): this {
    return this.event("session.paused", {
      phase: { ...this.snapshot.phase, deadline_at: null, remaining_ms: 23_400 },
      reason: "host",
    });
  }
}
