/** Texts of the controls with which a host or a moderator approves and removes texts. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    moderate: "Check texts and drawings first",
    moderate_off: "Show everything without a check",
    moderate_who: "Who checks them?",
    moderate_fair:
      "They see texts and drawings before everyone else. Someone in the audience is fairest.",
    texts_waiting: "Check these",
    text_drawing: "Drawing",
    text_drawing_n: "Drawing {n}",
    texts_none: "Nothing to check right now.",
    text_approve: "Show",
    text_reject: "Hide",
    texts_shown: "Remove a text or a drawing",
    texts_shown_none: "There’s nothing to remove on the screen right now.",
    text_remove: "Remove",
  },
  da: {
    moderate: "Tjek tekster og tegninger først",
    moderate_off: "Vis alt uden tjek",
    moderate_who: "Hvem tjekker dem?",
    moderate_fair: "De ser tekster og tegninger før alle andre. En tilskuer er mest fair.",
    texts_waiting: "Tjek de her",
    text_drawing: "Tegning",
    text_drawing_n: "Tegning {n}",
    texts_none: "Der er ikke noget at tjekke lige nu.",
    text_approve: "Vis",
    text_reject: "Skjul",
    texts_shown: "Fjern en tekst eller en tegning",
    texts_shown_none: "Der er ikke noget at fjerne på skærmen lige nu.",
    text_remove: "Fjern",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
