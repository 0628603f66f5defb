/** Texts of the controls that the host and the VIP share. They are loaded with the controls. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    vip_title: "You’re the VIP",
    vip_next: "Continue",
    lock_room: "Lock the room",
    unlock_room: "Unlock the room",
    let_back: "Let {name} back in",
    let_back_done: "{name} can join again with the same name.",
    host_link: "Host from another device",
    host_link_title: "Scan with the other device",
    host_link_what: "The code works once, within two minutes. Only show it to the new host.",
    host_link_used:
      "This link was used before or has expired. Create a new one on the host’s screen.",
  },
  da: {
    vip_title: "Du er VIP",
    vip_next: "Fortsæt",
    lock_room: "Lås rummet",
    unlock_room: "Lås rummet op",
    let_back: "Luk {name} ind igen",
    let_back_done: "{name} kan komme ind igen med samme navn.",
    host_link: "Styr fra en anden enhed",
    host_link_title: "Skan med den anden enhed",
    host_link_what: "Koden virker én gang og i to minutter. Vis den kun til den nye vært.",
    host_link_used: "Linket er allerede brugt eller udløbet. Lav et nyt på værtens skærm.",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
