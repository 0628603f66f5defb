/** What a server offers, as far as the start page's looks go. */

import type { Manifest } from "$app/contract/types";

/** Every game this app has a face for. */
export const OFFERED: Manifest[] = Object.keys(import.meta.glob("$cartridges/*/web/Screen.svelte"))
  .map((path) => path.split("/").at(-2) ?? "")
  .map((cartridge) => ({
    ...{ cartridge, name: cartridge, tagline: "", phases: [], features: [], settings: [] },
    players: { min: 2, max: 12 },
    content: "none",
  }));
