/** The gallery's scenes: pages in a fixed state. Games export their own from `gallery/scenes.ts`. */

import type { Account } from "$app/account/auth-client";
import type { AdminFixture } from "$app/admin/admin-api";
import type { EndReason } from "$app/core/close-codes";
import type { ConnectionState } from "$app/core/connection";
import type { Envelope, Snapshot } from "$app/contract/types";

/** The code of the gallery's room. */
export const CODE = "KWXTRN";
/** The server's time at the start of every scene. */
export const T0 = Date.parse("2026-11-21T20:00:00.000Z");

export interface Scene {
  device: "tv" | "phone";
  page: "start" | "account" | "admin" | "room" | "join" | "play";
  snapshot?: Snapshot;
  account?: Account;
  /** What the operator's page receives; without it, nobody is logged in there. */
  admin?: AdminFixture;
  /** The room's code; null for the join page without one. */
  code?: string | null;
  /** The server's name in the address to join. */
  host?: string;
  connection?: ConnectionState;
  ended?: EndReason;
  reconnects?: number;
  /** Ephemeral messages to deliver, once `listener` is on the page. */
  ephemeral?: Envelope[];
  /** An event for the house, once `listener` is on the page. It changes nothing else. */
  event?: Envelope;
  /** Selector of the element whose component receives the messages or the event. */
  listener?: string;
  /** Whether a page of the TV may scroll, because people fill in a form there. */
  scrolls?: boolean;
  /** Selector of an element to click. */
  click?: string;
  /** Selector of an element that must be on the page before the checks start. */
  waitFor?: string;
}

interface HasSnapshot {
  snapshot: Snapshot;
}

/** Returns a scene of a room on the TV. */
export const tvScene = ({ snapshot }: HasSnapshot, more: Partial<Scene> = {}): Scene => ({
  device: "tv",
  page: "room",
  snapshot,
  ...more,
});

/** Returns a scene of a participant's phone. */
export const phoneScene = ({ snapshot }: HasSnapshot, more: Partial<Scene> = {}): Scene => ({
  device: "phone",
  page: "play",
  snapshot,
  ...more,
});

/** Returns the countdown of a phase with `ms` left. */
export const countdown = (ms: number) => ({
  deadline_at: new Date(T0 + ms).toISOString(),
  remaining_ms: ms,
});
