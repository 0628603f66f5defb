/** The drawings of the games, for moderators. `cartridges.ts` lists the files of a game. */

import type { Component } from "svelte";
import { byKind } from "$app/by-kind";
import { loadPart } from "$app/load/load";

/** Shows a drawing of the game's players, as they submit it. `label` is the drawing's name, for screen readers. */
type Drawing = Component<{ strokes: readonly string[]; label: string }>;
const drawings = byKind(import.meta.glob<{ default: Drawing }>("$cartridges/*/web/Strokes.svelte"));

/** Loads the component that shows drawings to a moderator; null when nobody draws in the game. */
export async function gameDrawing(kind: string): Promise<Drawing | null> {
  const load = drawings.get(kind);
  return load ? (await loadPart(load)).default : null;
}
