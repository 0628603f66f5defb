/** The games' screens for phones, and their drawings. `cartridges.ts` lists the files of a game. */

import type { Component } from "svelte";
import { byKind } from "./by-kind";
import { loadEssential, loadPart } from "./load/load";

const phones = byKind(import.meta.glob<{ default: Component }>("$cartridges/*/web/Phone.svelte"));

/** Shows a drawing of the game's players, as they submit it. `label` is the drawing's name, for screen readers. */
type Drawing = Component<{ strokes: readonly string[]; label: string }>;
const drawings = byKind(import.meta.glob<{ default: Drawing }>("$cartridges/*/web/Strokes.svelte"));

/** Loads the component that shows drawings to a moderator; null when nobody draws in the game. */
export async function gameDrawing(kind: string): Promise<Drawing | null> {
  const load = drawings.get(kind);
  return load ? (await loadPart(load)).default : null;
}

/** Loads the game's screen for phones; null when this app has none. A screen that does not load reloads the page once. */
export async function gamePhone(kind: string): Promise<Component | null> {
  const load = phones.get(kind);
  return load ? (await loadEssential(load)).default : null;
}
