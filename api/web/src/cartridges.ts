/**
 * The games on the TV. `games-on-phones.ts` has those on phones, so that a phone does not load this list. Each game is a
 * folder `shared/cartridges/<kind>/web` with `Screen.svelte` (the TV), `Phone.svelte`, `cartridge.ts` (its part of the
 * start page), and, where it differs from other games, `Poster.svelte` (its poster), `moods.ts` (its music), `voice.ts`
 * (the house's lines) and `Strokes.svelte` (a drawing, for moderators). The folder makes the game available; no list needs an entry.
 */

import type { Component } from "svelte";
import type { CartridgeInfo } from "./cartridge-info";
import type { Moods } from "./sound/music/moods";
import type { Observer } from "./voice/house";
import { byKind } from "./by-kind";
import { loadEssential, loadPart } from "./load/load";

const infos = byKind(import.meta.glob<{ info: CartridgeInfo }>("$cartridges/*/web/cartridge.ts"));
const screens = byKind(import.meta.glob<{ default: Component }>("$cartridges/*/web/Screen.svelte"));
const moods = byKind(import.meta.glob<{ moods: Moods }>("$cartridges/*/web/moods.ts"));
const voices = byKind(import.meta.glob<{ voice: Observer }>("$cartridges/*/web/voice.ts"));
const posters = byKind(import.meta.glob<{ default: Component }>("$cartridges/*/web/Poster.svelte"));

/** The kinds of games that this app has screens for. */
export const KINDS: readonly string[] = [...screens.keys()];

/** Loads the game's part of the start page; null when it has none. */
export async function cartridgeInfo(kind: string): Promise<CartridgeInfo | null> {
  const load = infos.get(kind);
  return load ? (await loadPart(load)).info : null;
}

/** Loads the scene of the game's poster; null when it has none. */
export async function gamePoster(kind: string): Promise<Component | null> {
  const load = posters.get(kind);
  return load ? (await loadPart(load)).default : null;
}

/** Loads the moods of the game's phases, for the music; empty when it names none. */
export async function gameMoods(kind: string): Promise<Moods> {
  const load = moods.get(kind);
  return load ? (await loadPart(load)).moods : {};
}

/** Loads what the house comments of the game; null when it comments nothing. */
export async function gameVoice(kind: string): Promise<Observer | null> {
  const load = voices.get(kind);
  return load ? (await loadPart(load)).voice : null;
}

/** Loads the game's screen for the TV; null when this app has none. A screen that does not load reloads the page once. */
export async function gameScreen(kind: string): Promise<Component | null> {
  const load = screens.get(kind);
  return load ? (await loadEssential(load)).default : null;
}
