/**
 * The games' faces: one folder a cartridge with `fold.ts`, `Screen.svelte` (the TV), `Phone.svelte`
 * and `cartridge.ts` (what the start page offers). Adding a game is adding a folder.
 */

import type { Component } from "svelte";
import type { Fold } from "./core/session-client";
import type { Key } from "./i18n/index.svelte";

/** A setting of the start page: a choice among a few ready configurations. */
export interface Choice {
  name: string;
  label: Key;
  options: { value: string; label: Key; config: Record<string, unknown> }[];
  /** The value chosen unless the host chooses another. */
  usual: string;
}

export interface CartridgeInfo {
  kind: string;
  title: Key;
  tagline: Key;
  choices: Choice[];
  /** Its place on the start page; those without one come after, in the server's order. */
  place?: number;
}

const folds = import.meta.glob<{ fold: Fold }>("$cartridges/*/web/fold.ts");
const infos = import.meta.glob<{ info: CartridgeInfo }>("$cartridges/*/web/cartridge.ts");
const screens = import.meta.glob<{ default: Component }>("$cartridges/*/web/Screen.svelte");
const phones = import.meta.glob<{ default: Component }>("$cartridges/*/web/Phone.svelte");

const loaded = new Map<string, Fold>();

/**
 * The game's part of the fold. Asked for the first time, it begins to be loaded: until it is here, and
 * where a game has none, only snapshots tell.
 */
export function foldOf(kind: string): Fold {
  const load = folds[`./${kind}/fold.ts`];
  if (load && !loaded.has(kind)) {
    void load().then(
      ({ fold }) => loaded.set(kind, fold),
      () => {}, // Asked for again with the next event.
    );
  }
  return loaded.get(kind) ?? (() => null);
}

/** What this app knows of a game beyond what the server says of it. */
export async function cartridgeInfo(kind: string): Promise<CartridgeInfo | null> {
  const load = infos[`./${kind}/cartridge.ts`];
  return load ? (await load()).info : null;
}

/** Whether this app has a face for the game. */
export const hasFace = (kind: string): boolean => `./${kind}/Screen.svelte` in screens;

/** The game's face for the TV or the phone, or null when this app has none. */
export async function face(kind: string, on: "Screen" | "Phone"): Promise<Component | null> {
  const load = (on === "Screen" ? screens : phones)[`./${kind}/${on}.svelte`];
  return load ? (await load()).default : null;
}
