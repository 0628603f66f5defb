/** Texts of the page on which a phone waits for the approval of its join. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    waiting_title: "The host decides",
    waiting_what: "Keep this page open. You’re in as soon as the host lets you in.",
    waiting_cancel: "Don’t wait",
    waiting_declined: "Not this time",
  },
  da: {
    waiting_title: "Værten bestemmer",
    waiting_what: "Lad siden være åben. Du er med, så snart værten lukker dig ind.",
    waiting_cancel: "Jeg vil ikke vente",
    waiting_declined: "Ikke denne gang",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
