/** Texts of the TV's lobby, menu and end. Phones do not load them. */

import { screen as da } from "./da/screen";
import { screen as en } from "./en/screen";
import { addMessages } from "./index.svelte";

addMessages({ en, da });

type Keys = Record<keyof typeof en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
