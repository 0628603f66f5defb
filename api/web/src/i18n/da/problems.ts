/** Danish: connection trouble, refused actions, and errors. Each names what happened, then what to do. */

import type { Message } from "../message";
import type { problems as en } from "../en/problems";

export const problems: Record<keyof typeof en, Message> = {
  link_lost: "Forbindelsen røg. Vi forbinder igen …",
  link_restart: "Serveren genstarter. Spillet fortsætter om et øjeblik …",
  link_slow: "Forbindelsen er meget langsom. Vi prøver igen …",
  link_too_many: "Det gik lidt for stærkt. Tilbage om få sekunder …",
  link_offline: "Du er offline. Vi prøver hele tiden igen.",
  link_back: "Du er tilbage!",

  load_failed: "Den her del af spillet blev ikke hentet. Tjek din forbindelse.",
  load_again: "Prøv igen",

  refused_too_close_to_truth: "Den er lidt for tæt på. Prøv en anden løgn.",
  refused_profanity: "Her taler vi pænt. Prøv at skrive det på en anden måde.",
  refused_own_lie: "Det er din egen løgn. Vælg et andet svar.",
  refused_paused: "Spillet er på pause. Send igen, når spillet fortsætter.",
  refused_already_submitted: "Du har allerede svaret.",
  refused_invalid_input: "Den tekst kan ikke vises for de andre. Lav den lidt om, og send igen.",
  refused_too_many_requests: "Rolig nu! Vent et øjeblik, og prøv igen.",
  refused_not_allowed: "Du er publikum, så du kan kun kigge med.",

  error_unexpected: "Noget gik galt. Prøv igen.",
  error_unreachable: "Vi kan ikke få fat i serveren. Tjek din forbindelse, og prøv igen.",
  error_unavailable: "Serveren er utilgængelig lige nu. Prøv igen om lidt.",
  error_unknown_session: "Der er intet rum med den kode. Tjek koden på skærmen.",
  error_not_authenticated: "Skærmen her er ikke længere vært. Åbn et nyt rum.",
  error_not_allowed: "Det kan kun den skærm, der åbnede rummet.",
  error_nickname_taken:
    "Navnet er optaget. Sæt et bogstav til. Er det dig, så bed værten lukke dig ind igen, og brug samme navn.",
  error_removed: "Værten har smidt dig ud af rummet. Du kan ikke komme ind igen.",
  error_join_declined: "Værten lukkede dig ikke ind. Spørg værten selv.",
  error_still_connected: "Spilleren er stadig forbundet. Luk spillet på den gamle enhed først.",
  error_session_full: "Rummet er fuldt. Du kan stadig kigge med.",
  error_room_locked: "Rummet er låst. Bed værten om at låse op, og prøv igen.",
  error_already_started: "Spillet er i gang. Du kan kigge med og reagere.",
  error_too_many_players:
    "I er flere, end der er plads til i det spil. Vælg et andet, eller lad nogen kigge med.",
  error_wrong_seat_code:
    "Koden passer ikke til navnet, eller den er udløbet. Få en ny på din gamle telefon eller hos værten.",
  error_not_enough_players: "I mangler en spiller eller to.",
  error_not_enough_content:
    "Der er ikke spørgsmål nok til så langt et spil. Vælg et kortere spil eller flere pakker.",
  error_invalid_input: "Det navn kan ikke bruges. Brug højst 20 almindelige tegn.",
  error_too_many_requests: "Det gik lidt for stærkt. Vent et øjeblik, og prøv igen.",
  error_profanity: "Her taler vi pænt. Vælg et andet navn.",
  error_wrong_phase: "For sent: spillet er kommet videre.",
  error_too_many_presets: "Du kan ikke gemme flere opsætninger. Slet en først.",
  error_paused: "Spillet er på pause. Prøv igen, når det fortsætter.",
};
