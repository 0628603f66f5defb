/** What the band plays this moment, as a screen or a phone hears it: each guitarist's chord. */

import { onDestroy } from "svelte";
import type { Game } from "$app/session/session.svelte";
import type { Sounding } from "./types";

/** A chord older than this is shown, but not sounded: it was struck before this screen listened. */
const STALE_MS = 1_500;
/** How long a chord rings: what the server counts as played. */
const RINGS_MS = 4_000;

export interface Playing {
  chord: string;
  /** How often they struck since this screen listened: a beat to move by. */
  strokes: number;
  up: boolean;
  /** Milliseconds played and chords since the server last counted. */
  played: number;
  chords: number;
  struckAt: number;
}

export class Band {
  /** By player. */
  playing = $state.raw<Record<string, Playing>>({});

  /** `sound` is called for each chord that is struck now. */
  hear(sounding: Sounding, serverNow: number | null, steady: number): boolean {
    const { chord, player_id: id, stroke, held, timestamp } = sounding;
    const age = serverNow === null ? 0 : serverNow - Date.parse(timestamp);
    const fresh = !held && age < STALE_MS;
    const before = this.playing[id];
    const gap = before && before.strokes > 0 ? steady - before.struckAt : 0;
    const now: Playing = {
      chord,
      up: stroke === "up",
      strokes: (before?.strokes ?? 0) + (fresh ? 1 : 0),
      played: (before?.played ?? 0) + (fresh ? Math.min(gap, RINGS_MS) : 0),
      chords: (before?.chords ?? 0) + (fresh ? 1 : 0),
      struckAt: steady,
    };
    this.playing = { ...this.playing, [id]: now };
    return fresh;
  }

  /** The server has counted up to here. */
  counted(id: string): void {
    const known = this.playing[id];
    if (known) this.playing = { ...this.playing, [id]: { ...known, played: 0, chords: 0 } };
  }

  /** A new practice: nobody has played yet, but what they hold they hold. */
  rest(): void {
    const rested = Object.entries(this.playing).map(
      ([id, one]) => [id, { ...one, strokes: 0, played: 0, chords: 0 }] as const,
    );
    this.playing = Object.fromEntries(rested);
  }
}

/** The band of a game, for a component's life. */
export function useBand(game: () => Game, strike: (sounding: Sounding) => void): Band {
  const band = new Band();
  const stop = game().overhear((frame) => {
    if (frame.type !== "chord_change") return;
    const sounding = frame.data as Sounding;
    if (band.hear(sounding, game().source.clock.now(), performance.now())) strike(sounding);
  });
  onDestroy(stop);
  return band;
}
