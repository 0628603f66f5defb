/** Typed access to Sketch's part of a snapshot. */

import type { Snapshot } from "$app/contract/types";
import { phaseOf, viewOf, youOf } from "$app/contract/game-state";
import type { PhaseName, SketchView, SketchYou } from "./types";

export const sketchView = (snapshot: Snapshot | null): SketchView | null =>
  viewOf(snapshot, "sketch");

export const sketchYou = (snapshot: Snapshot | null): SketchYou | null => youOf(snapshot, "sketch");

export const phaseName = (snapshot: Snapshot | null): PhaseName | null =>
  phaseOf(snapshot, "sketch");

/** The accent class of each phase. */
export const ACCENT: Record<PhaseName, string> = {
  draw: "in-mint",
  title: "in-coral",
  guess: "in-mustard",
  reveal: "in-mint",
  scoreboard: "in-rose",
  game_over: "in-mustard",
};
