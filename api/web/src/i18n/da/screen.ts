/** Danish: the TV’s lobby, menu and end. Phones do not load these texts. */

import type { Message } from "../message";
import type { screen as en } from "../en/screen";

export const screen: Record<keyof typeof en, Message> = {
  way_in: "Sådan kommer du med",
  qr_label: "QR-kode til at komme med på telefonen",
  code_hidden: "Koden er skjult",
  lobby_go_to: "Gå på telefonen ind på",
  lobby_code: "og tast koden",
  lobby_scan: "eller scan mig",
  lobby_need: {
    one: "Der skal mindst {n} spiller til",
    other: "Der skal mindst {n} spillere til",
  },
  lobby_need_more: { one: "I mangler {n} spiller", other: "I mangler {n} spillere" },
  lobby_ready: { one: "{n} spiller. Klar, når I er.", other: "{n} spillere. Klar, når I er." },
  join_waiting: {
    one: "{names} vil gerne være med. Åbn “Rummet”.",
    other: "{names} vil gerne være med. Åbn “Rummet”.",
  },
  audience_voted: { one: "{n} har stemt", other: "{n} har stemt" },
  add_bot: "Tilføj en robot",
  full_screen: "Fuld skærm",
  code_hide: "Skjul koden",
  code_show: "Vis koden",
  keys_on: "Slå genvejstaster til",
  keys_off: "Slå genvejstaster fra",
  remove_title: "Fjern {name}?",
  remove_what: "Spilleren ryger ud af spillet og kan ikke komme ind i rummet igen.",
  remove_yes: "Ja, fjern",
  paused_fault_tv: "Noget gik galt, så spillet er sat på pause. Vælg Fortsæt for at spille videre.",
  paused_tv: "Uret er stoppet.",
  gone_title: "Rummet er lukket",
  gone_tv: "Spillet er slut, eller rummet blev lukket. Alt om det er slettet.",
  gone_denied_title: "Skærmen her er ikke vært",
  gone_denied_tv:
    "Skærmen her kan ikke styre rummet. Brug den skærm, der åbnede det, eller åbn et nyt rum.",
  gone_new: "Åbn et nyt rum",
  what_next: "Hvad nu?",
  finished_kept: "Resultatet bliver stående i ti minutter. Så bliver alt slettet.",
};
