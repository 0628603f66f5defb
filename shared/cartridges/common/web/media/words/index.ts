/** The messages of pictures and sounds of questions. They are loaded with the games that have questions. */

import { addMessages } from "$app/i18n/index.svelte";
import { da } from "./da";
import { en } from "./en";

export const words = { en, da };
addMessages(words);

type Keys = Record<keyof typeof en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
