/**
 * The games' screens. Each game is a folder `shared/cartridges/<kind>/web` with `Screen.svelte` (the TV),
 * `Phone.svelte`, `fold.ts` (its events) and `cartridge.ts` (its part of the start page). The folder
 * makes the game available; no list needs an entry.
 */

import type { Component } from "svelte";
import type { CartridgeInfo } from "./cartridge-info";
import type { Fold } from "./core/session-client";
import { loadEssential, loadPart } from "./load";

/** Lazy imports of one file per game, by the game's kind. */
function byKind<T>(modules: Record<string, T>): Map<string, T> {
  const kindOf = (path: string) => /cartridges\/(\w+)\/web\//.exec(path)?.[1] ?? "";
  return new Map(Object.entries(modules).map(([path, load]) => [kindOf(path), load]));
}

const folds = byKind(import.meta.glob<{ fold: Fold }>("$cartridges/*/web/fold.ts"));
const infos = byKind(import.meta.glob<{ info: CartridgeInfo }>("$cartridges/*/web/cartridge.ts"));
const screens = byKind(import.meta.glob<{ default: Component }>("$cartridges/*/web/Screen.svelte"));
const phones = byKind(import.meta.glob<{ default: Component }>("$cartridges/*/web/Phone.svelte"));

/** The kinds of games that this app has screens for. */
export const KINDS: readonly string[] = [...screens.keys()];

const loaded = new Map<string, Fold>();

/**
 * Returns the game's fold. The first call starts to load it. Until it is loaded, and for games without
 * one, the returned fold knows no event, so the client fetches snapshots instead.
 */
export function foldOf(kind: string): Fold {
  const load = folds.get(kind);
  if (load && !loaded.has(kind)) {
    void load().then(
      ({ fold }) => loaded.set(kind, fold),
      () => {}, // The next event tries again.
    );
  }
  return loaded.get(kind) ?? (() => null);
}

/** Loads the game's part of the start page; null when it has none. */
export async function cartridgeInfo(kind: string): Promise<CartridgeInfo | null> {
  const load = infos.get(kind);
  return load ? (await loadPart(load)).info : null;
}

/**
 * Loads the game's screen for the TV or for phones; null when this app has none. A screen that does not
 * load reloads the page once.
 */
export async function gameScreen(
  kind: string,
  device: "Screen" | "Phone",
): Promise<Component | null> {
  const load = (device === "Screen" ? screens : phones).get(kind);
  return load ? (await loadEssential(load)).default : null;
}
