/** Texts of the controls that the host and the VIP share. They are loaded with the controls. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    next_choose: "What are we playing next?",
    next_running: "The game you’re in now ends without a result.",
    next_start: "Play {name}",
    restart: "Start over",
    restart_what: "Start this game again from the beginning?",
    restart_yes: "Yes, start over",
    hand_over: "Make someone else the VIP",
    make_vip: "Make {name} the VIP",
    tonight: "Tonight so far",
    host_code: "Move the TV screen",
    host_code_what: "Open {address} on the new screen and enter this code:",
    code_once: "The code works once, within two minutes.",
    take_over: "Take over",
    take_over_account: "Take over with your account",
    take_over_code: "Or enter the code from the VIP’s phone",
    take_over_refused: "That didn’t work. Get a new code on the VIP’s phone and try again.",
    remote_screen: "Show the TV screen here",
    seat_move: "Move to another phone",
    seat_move_of: "Code for {name}’s new phone",
    seat_move_what: "Join room {code} on the new phone as {name}, then enter this code:",
    seat_mine: "Is that you, on another phone?",
    seat_code: "Code from your old phone, the host or the VIP",
    seat_take: "That’s me",
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
    next_choose: "Hvad skal vi spille nu?",
    next_running: "Det spil, I er i gang med, slutter uden resultat.",
    next_start: "Spil {name}",
    restart: "Start forfra",
    restart_what: "Skal spillet starte helt forfra?",
    restart_yes: "Ja, start forfra",
    hand_over: "Gør en anden til VIP",
    make_vip: "Gør {name} til VIP",
    tonight: "Aftenens stilling",
    host_code: "Flyt spillet til en anden skærm",
    host_code_what: "Åbn {address} på den nye skærm, og tast koden:",
    code_once: "Koden virker én gang og i to minutter.",
    take_over: "Overtag",
    take_over_account: "Overtag med din konto",
    take_over_code: "Eller tast koden fra VIP’ens telefon",
    take_over_refused: "Det virkede ikke. Få en ny kode på VIP’ens telefon, og prøv igen.",
    remote_screen: "Vis skærmbilledet her",
    seat_move: "Flyt til en anden telefon",
    seat_move_of: "Kode til {name}s nye telefon",
    seat_move_what: "Gå ind i rum {code} på den nye telefon som {name}, og tast koden:",
    seat_mine: "Er det dig på en anden telefon?",
    seat_code: "Koden fra din gamle telefon, værten eller VIP’en",
    seat_take: "Det er mig",
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
