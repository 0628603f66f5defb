/** Texts of the voice apart from its lines. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: { house: "The house" },
  da: { house: "Huset" },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
