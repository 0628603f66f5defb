/**
 * The app's names for the contract's types. `generated.ts` is written from the server's documents
 * (`npm run types`); the app imports its types through this file only.
 */

import type { components } from "./generated";

export type Schemas = components["schemas"];
/** The `data` of each message, by its `type`. */
export type MessageData = Schemas["MessageData"];

/** A type whose optional fields the server always writes, as `null` where they have no value. */
export type AllFields<T> = Required<T>;

/** Milliseconds. */
export type Millis = number;
/** RFC 3339 in UTC, with milliseconds. */
export type Instant = Schemas["Timestamp"];
export type PlayerId = Schemas["PlayerId"];
export type Status = Schemas["Status"];
export type Feature = Schemas["Feature"];
export type JoinAs = Schemas["JoinAs"];
/** A game's description of itself. The start page and the settings form are built from it. */
export type Manifest = Schemas["Manifest"];
export type Setting = Schemas["Setting"];

/** The remaining time of a phase. `deadline_at` is null during a pause and without a time limit. */
export type Countdown = AllFields<Schemas["Countdown"]>;
export type Phase = AllFields<Schemas["PhaseView"]>;
/** The reason of a pause. `by` is the host's name, when known. */
export type Pause = Schemas["PauseView"];
/** `bot` is absent for people, `evening` before the first finished game, and `team` without a team. */
export type Player = AllFields<Omit<Schemas["PlayerView"], "bot" | "evening" | "team">> &
  Pick<Schemas["PlayerView"], "bot" | "evening" | "team">;
/** How the game divides the players into teams. */
export type TeamRules = Schemas["TeamRules"];
/** The audience, which is counted. */
export type Audience = Schemas["AudienceView"];

/** A person who wants to join and waits for approval. */
export type WaitingPerson = Schemas["WaitingView"];

/** The texts that people wrote in the game, for the moderator and the host. */
export type Texts = Schemas["Texts"];

/** A player's extra time to answer. */
export type ExtraTime = Schemas["ExtraTimeView"];

type GameYou = Schemas["Cartridges"][keyof Schemas["Cartridges"]]["you"];
/**
 * Data that only this participant may see: that of every game, and while a game runs with the game's. `plays` is absent in
 * games in which nobody waits for the next question.
 */
export type You = (Omit<Schemas["OwnView"], "role"> | GameYou) & { plays?: boolean };

/** A session's state. The game defines the type of `view`, which is null in the lobby. */
export type Snapshot<View = unknown> = Omit<
  Schemas["Snapshot"],
  "phase" | "players" | "audience" | "view" | "you"
> & {
  phase: Phase | null;
  players: Player[];
  audience?: Audience;
  view: View | null;
  you?: You;
};

/** A chat message. `number` counts a session's messages without gaps. */
export type ChatMessage = Schemas["ChatMessage"];
/** A page of the chat history, the newest message first. */
export type ChatPage = Schemas["Messages"];

/** A frame from the server. Ephemeral messages and answers have no `seq`. */
export interface Envelope {
  type: string;
  session?: string;
  epoch?: string;
  seq?: number;
  sent_at?: Instant;
  due_at?: Instant | null;
  data: unknown;
  /** The change of the public snapshot, as a compact patch. */
  patch?: object;
  /** The change of `you`, as a merge patch. */
  you_patch?: object;
}

export interface Ack extends Pick<Schemas["AckData"], "id" | "seq"> {
  /** Set in the answer to `lie.suggest`. */
  suggestions?: string[];
}

/** The error answer to an action. */
export type ActionError = Schemas["ErrorData"] & { id: string };
/** The body of an error response (RFC 9457, `application/problem+json`). */
export type Problem = Schemas["Problem"];
export type Created = Omit<Schemas["Created"], "snapshot"> & { snapshot: Snapshot };
export type Joined = Omit<Schemas["Joined"], "snapshot"> & { snapshot: Snapshot };
export type Deleted = Schemas["Exited"];
