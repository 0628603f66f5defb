/** Texts of the move to HTTPS, loaded with it. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    screen_on: "Keep my screen on",
    screen_on_what:
      "Your phone will show a warning once, because this party made its own security certificate. Tap “Advanced” or “Show details”, and go on to the page. You keep your seat and your points.",
    screen_on_go: "Go on",
    screen_on_tip: "Screen going dark? Pick a longer time in your phone’s display settings.",
    seat_moving: "Bringing your seat along…",
    seat_not_moved: "Your seat didn’t come along",
    seat_not_moved_what: "The code was used before or has expired. Go back and try again.",
    seat_back: "Back to the room",
  },
  da: {
    screen_on: "Hold skærmen tændt",
    screen_on_what:
      "Din telefon viser en advarsel én gang, fordi festen selv har lavet sit sikkerhedscertifikat. Tryk på “Avanceret” eller “Vis detaljer”, og gå videre til siden. Du beholder din plads og dine point.",
    screen_on_go: "Gå videre",
    screen_on_tip: "Bliver skærmen mørk? Vælg en længere tid i telefonens skærmindstillinger.",
    seat_moving: "Tager din plads med…",
    seat_not_moved: "Din plads kom ikke med",
    seat_not_moved_what: "Koden er brugt eller udløbet. Gå tilbage, og prøv igen.",
    seat_back: "Tilbage til rummet",
  },
};

addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
