/** The chords that the players hold, from the session's ephemeral messages. */

import { onDestroy } from "svelte";
import type { Session } from "$app/session/session.svelte";
import type { ChordChange } from "./types";

/** Older chords are shown but not played. */
const STALE_MS = 1_500;
/** Maximum time that counts as played after one chord. The server has the same limit. */
const MAX_CHORD_MS = 4_000;

export interface Playing {
  chord: string;
  /** Strokes since this screen has subscribed. Each change restarts the animations. */
  strokes: number;
  /** Whether the last stroke was an upstroke. */
  up: boolean;
  /** Milliseconds played, and chords, since the server's last progress event. */
  played: number;
  chords: number;
  struckAt: number;
}

export class Band {
  /** By the player's id. */
  playing = $state.raw<Record<string, Playing>>({});

  /** Handles a chord change. Returns whether the chord is new enough to be played. */
  receive(change: ChordChange, serverNow: number | null, steady: number): boolean {
    const { chord, player_id: id, stroke, held, timestamp } = change;
    const age = serverNow === null ? 0 : serverNow - Date.parse(timestamp);
    const fresh = !held && age < STALE_MS;
    const before = this.playing[id];
    const gap = before && before.strokes > 0 ? steady - before.struckAt : 0;
    const now: Playing = {
      chord,
      up: stroke === "up",
      strokes: (before?.strokes ?? 0) + (fresh ? 1 : 0),
      played: (before?.played ?? 0) + (fresh ? Math.min(gap, MAX_CHORD_MS) : 0),
      chords: (before?.chords ?? 0) + (fresh ? 1 : 0),
      struckAt: steady,
    };
    this.playing = { ...this.playing, [id]: now };
    return fresh;
  }

  /** Resets a player's counts, because the server's progress event includes them. */
  resetCounts(id: string): void {
    const known = this.playing[id];
    if (known)
      this.playing = {
        ...this.playing,
        [id]: { ...known, played: 0, chords: 0 },
      };
  }

  /** Resets all counts for a new practice. Players keep the chord they hold. */
  startPractice(): void {
    const reset = Object.entries(this.playing).map(
      ([id, one]) => [id, { ...one, strokes: 0, played: 0, chords: 0 }] as const,
    );
    this.playing = Object.fromEntries(reset);
  }
}

/** Returns the session's band. Calls `onchord` for each chord that is played now. */
export function useBand(session: () => Session, onchord: (change: ChordChange) => void): Band {
  const band = new Band();
  const stop = session().onEphemeral((frame) => {
    if (frame.type !== "chord_change") return;
    const change = frame.data as ChordChange;
    if (band.receive(change, session().client.clock.now(), performance.now())) onchord(change);
  });
  onDestroy(stop);
  return band;
}
