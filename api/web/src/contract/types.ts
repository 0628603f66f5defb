/**
 * The wire, as the server's types describe it. Everything the app knows of the contract goes
 * through this file, so that a generated description can take its place.
 */

/** Milliseconds. */
export type Millis = number;
/** RFC 3339 in UTC with milliseconds. */
export type Instant = string;
export type PlayerId = string;

export type Status = "lobby" | "running" | "paused" | "finished";

/** How long a phase still has; `deadline_at` is null in a pause and where timers are off. */
export interface Countdown {
  deadline_at: Instant | null;
  remaining_ms: Millis | null;
}

export interface Phase extends Countdown {
  name: string;
  /** From 1. */
  round: number;
  /** Within the round, from 1. */
  question: number;
}

export interface Player {
  player_id: PlayerId;
  nickname: string;
  avatar: string | null;
  score: number;
  connected: boolean;
  answered: boolean;
}

/** What the caller alone may know; each cartridge adds its own fields. */
export interface You {
  player_id: PlayerId;
  [field: string]: unknown;
}

export interface Snapshot<View = unknown> {
  code: string;
  epoch: string;
  seq: number;
  cartridge: string;
  status: Status;
  server_time: Instant;
  phase: Phase | null;
  players: Player[];
  /** The cartridge's public state; null in the lobby. */
  view: View | null;
  you?: You;
  /** How many players the game needs, where the server says so. */
  min_players?: number;
  /** What this server can do beyond the contract's first version, such as `bots`. */
  features?: string[];
}

/** One frame from the server. Frames outside the numbered stream carry no `seq`. */
export interface Envelope {
  type: string;
  session?: string;
  epoch?: string;
  seq?: number;
  sent_at?: Instant;
  due_at?: Instant | null;
  data: unknown;
}

export interface Ack {
  id: string;
  seq: number;
  /** `lie.suggest` alone. */
  suggestions?: string[];
}

export interface Refused {
  id: string;
  code: string;
  message: string;
}

/** `application/problem+json`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
}

export interface Created {
  code: string;
  host_token: string;
  join_url: string;
  snapshot: Snapshot;
}

export interface Joined {
  player_id: PlayerId;
  session_token: string;
  snapshot: Snapshot;
}

export interface Deleted {
  deleted: { redis_keys: number; rows: number; wakeups: number };
}
