/** How the house speaks: dry and brief. */

import type { Locale } from "$app/i18n/index.svelte";
import type { Manner } from "./house";

export const MANNER: Record<Locale, Manner> = {
  en: {
    before: [
      ...["", "Well.", "Noted.", "Look at that.", "Hm.", "Interesting.", "Fine.", "Right."],
      ...["For the record:", "One moment, please.", "How about that.", "Good grief.", "Oh dear."],
      ...["Ladies and gentlemen:", "The house is impressed.", "Bold evening.", "There it is."],
      ...["A small observation:", "Not to stir things up, but:", "From the back row:"],
    ],
    after: [
      ...["", "We move on.", "Nobody panic.", "Carry on.", "No further comment.", "Remember this."],
      ...[
        "The house takes note.",
        "That goes in the book.",
        "Applause is optional.",
        "As one does.",
      ],
      ...["Quite an evening.", "Please stay seated.", "Somebody write that down.", "Lovely."],
      ...["It happens.", "Make of that what you will.", "The plants agree.", "Moving along."],
    ],
  },
  da: {
    before: [
      ...["", "Nå.", "Noteret.", "Se bare der.", "Hm.", "Interessant.", "Fint.", "Javel."],
      ...["Til protokollen:", "Et øjeblik.", "Det må man lade jer.", "Du godeste.", "Av."],
      ...["Mine damer og herrer:", "Huset er imponeret.", "Modig aften.", "Dér kom den."],
      ...["En lille iagttagelse:", "Ikke for at skabe splid, men:", "Fra bageste række:"],
    ],
    after: [
      ...["", "Vi går videre.", "Ingen panik.", "Fortsæt bare.", "Ingen kommentarer.", "Husk det."],
      ...["Huset skriver ned.", "Det ryger i bogen.", "Klapsalver er frivillige.", "Som man gør."],
      ...["Sikke en aften.", "Bliv bare siddende.", "Skriv den ned, nogen.", "Dejligt."],
      ...["Den slags sker.", "Tænk selv videre.", "Potteplanten er enig.", "Nå, videre."],
    ],
  },
};
