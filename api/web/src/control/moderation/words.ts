/** Texts of the controls with which a host or a moderator approves and removes texts. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    moderate: "Check texts before they’re shown",
    moderate_off: "Show texts without a check",
    moderate_who: "Who checks the texts?",
    moderate_fair: "They see the texts before everyone else. Someone in the audience is fairest.",
    texts_waiting: "Check these texts",
    texts_none: "Nothing to check right now.",
    text_approve: "Show",
    text_reject: "Hide",
    texts_shown: "Remove a text",
    texts_shown_none: "There’s no text on the screen right now.",
    text_remove: "Remove",
  },
  da: {
    moderate: "Tjek tekster, før de vises",
    moderate_off: "Vis tekster uden tjek",
    moderate_who: "Hvem tjekker teksterne?",
    moderate_fair: "De ser teksterne før alle andre. En tilskuer er mest fair.",
    texts_waiting: "Tjek de her tekster",
    texts_none: "Der er ikke noget at tjekke lige nu.",
    text_approve: "Vis",
    text_reject: "Skjul",
    texts_shown: "Fjern en tekst",
    texts_shown_none: "Der er ingen tekst på skærmen lige nu.",
    text_remove: "Fjern",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
