/** Typed access to Sketch's part of a snapshot. */

import type { Snapshot } from "$app/contract/types";
import type { PhaseName, SketchView, SketchYou } from "./types";

export const sketchView = (snapshot: Snapshot | null): SketchView | null =>
  (snapshot?.view as SketchView | null) ?? null;

export const sketchYou = (snapshot: Snapshot | null): SketchYou | null =>
  (snapshot?.you as SketchYou | undefined) ?? null;

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  (snapshot?.phase?.name as PhaseName | undefined) ?? null;

/** The accent class of each phase. */
export const ACCENT: Record<PhaseName, string> = {
  draw: "in-mint",
  title: "in-coral",
  guess: "in-mustard",
  reveal: "in-mint",
  scoreboard: "in-rose",
  game_over: "in-mustard",
};
