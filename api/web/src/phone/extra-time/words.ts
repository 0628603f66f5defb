/** Texts of the choice of extra time. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    extra_time: "Time to answer",
    extra_time_none: "Standard",
    extra_time_some: "+{n}%",
    extra_time_full: "Double",
    extra_time_what: "The game waits for you. Nobody else can see this.",
  },
  da: {
    extra_time: "Tid til at svare",
    extra_time_none: "Normal",
    extra_time_some: "+{n} %",
    extra_time_full: "Dobbelt",
    extra_time_what: "Spillet venter på dig. Ingen andre kan se det her.",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
