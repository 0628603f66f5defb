/**
 * The wire. What the server's types describe is generated from them (`npm run types`); this file
 * gives it the names the app uses. Everything the app knows of the contract goes through here.
 */

import type { components } from "./generated";

export type Schemas = components["schemas"];
/** What each message carries as `data`, by its `type`. */
export type MessageData = Schemas["MessageData"];

/** The server writes every field of these, `null` included, which their description calls optional. */
export type Told<T> = Required<T>;

/** Milliseconds. */
export type Millis = number;
/** RFC 3339 in UTC with milliseconds. */
export type Instant = Schemas["Timestamp"];
export type PlayerId = Schemas["PlayerId"];
export type Status = Schemas["Status"];
export type Feature = Schemas["Feature"];
export type JoinAs = Schemas["JoinAs"];
/** What a game says of itself: the start page and the settings' form are made from it. */
export type Manifest = Schemas["Manifest"];
export type Setting = Schemas["Setting"];

/** How long a phase still has; `deadline_at` is null in a pause and where timers are off. */
export type Countdown = Told<Schemas["Countdown"]>;
export type Phase = Told<Schemas["PhaseView"]>;
/** Who or what stopped the time; `by` is the host's name, where it is known. */
export type Pause = Schemas["PauseView"];
/** `bot` is absent for people. */
export type Player = Told<Omit<Schemas["PlayerView"], "bot">> & Pick<Schemas["PlayerView"], "bot">;
/** Somebody who watches without a seat. */
export type Spectator = Told<Schemas["SpectatorView"]>;

/** What the caller alone may know; each cartridge adds its own fields. */
export interface You {
  player_id: PlayerId;
  [field: string]: unknown;
}

/** The cartridge gives `view` its form; it is null in the lobby. */
export type Snapshot<View = unknown> = Omit<
  Schemas["Snapshot"],
  "phase" | "players" | "audience" | "view" | "you"
> & {
  phase: Phase | null;
  players: Player[];
  audience?: Spectator[];
  view: View | null;
  you?: You;
};

/** Something somebody said in the chat. `number` counts without a gap. */
export type ChatMessage = Schemas["ChatMessage"];
/** A part of the chat's history, the newest message first. */
export type ChatPage = Schemas["Messages"];

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

export interface Ack extends Pick<Schemas["AckData"], "id" | "seq"> {
  /** `lie.suggest` alone. */
  suggestions?: string[];
}

/** A refusal of a message that had an id, as all of ours have. */
export type Refused = Schemas["ErrorData"] & { id: string };
/** `application/problem+json`. */
export type Problem = Schemas["Problem"];
export type Created = Omit<Schemas["Created"], "snapshot"> & { snapshot: Snapshot };
export type Joined = Omit<Schemas["Joined"], "snapshot"> & { snapshot: Snapshot };
export type Deleted = Schemas["Exited"];
