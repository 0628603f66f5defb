/** Texts of the start page, game settings and presets. Phones do not load them. */

import { start as da } from "./da/start";
import { start as en } from "./en/start";
import { addMessages } from "./index.svelte";

addMessages({ en, da });

type Keys = Record<keyof typeof en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
