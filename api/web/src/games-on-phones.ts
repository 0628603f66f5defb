/** The games' screens for phones. `cartridges.ts` lists the files of a game. */

import type { Component } from "svelte";
import { byKind } from "./by-kind";
import { loadEssential } from "./load/load";

const phones = byKind(import.meta.glob<{ default: Component }>("$cartridges/*/web/Phone.svelte"));

/** Loads the game's screen for phones; null when this app has none. A screen that does not load reloads the page once. */
export async function gamePhone(kind: string): Promise<Component | null> {
  const load = phones.get(kind);
  return load ? (await loadEssential(load)).default : null;
}
