/** What a game adds to the start page beyond the server's manifest. */

import type { Key } from "./i18n/index.svelte";

/** A question of the start page, answered by one of a few prepared configurations. */
export interface Choice {
  name: string;
  label: Key;
  options: { value: string; label: Key; config: Record<string, unknown> }[];
  /** The preselected option's value. */
  defaultValue: string;
}

/** The export `info` of a game's `cartridge.ts`. */
export interface CartridgeInfo {
  kind: string;
  title: Key;
  tagline: Key;
  choices: Choice[];
  /** Position on the start page. Games without one follow in the server's order. */
  position?: number;
}
