/** Messages of the question packs' pages. They are loaded with these pages. */

import { addMessages } from "$app/i18n/index.svelte";
import { da } from "./da";
import { en } from "./en";
import { da as filesDa } from "./files/da";
import { en as filesEn } from "./files/en";

export const words = { en: { ...en, ...filesEn }, da: { ...da, ...filesDa } };
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
