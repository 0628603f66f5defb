/** Words of the lounge, in a file of their own: phones that never come here do not load them. */

import { learn } from "$app/i18n/index.svelte";

export const words = {
  en: {
    lounge_title: "The lounge",
    lounge_tagline: "Good company. No questions asked.",
    lounge_here: "In the lounge",
    lounge_empty: "What is said on the phones shows here.",
    set_toasts: "Toasts",
    set_toasts_on: "Yes, cheers!",
    set_toasts_off: "No",
    set_late_join: "Come in",
    status: "How are you?",
    status_ask: "In a few words; empty takes it back",
    status_set: "Say so",
    toast: "Raise a toast",
    toast_ask: "To what?",
    toast_raise: "Cheers!",
    toast_none: "Cheers!",
    toast_by: {
      one: "{name} raises a glass. Who joins?",
      other: "{name} raises a glass, and {n} glasses are up.",
    },
    toast_join: "Raise yours",
    toast_up: "Yours is up",
    toast_clinked: "Cheers, everybody!",
  },
  da: {
    lounge_title: "Loungen",
    lounge_tagline: "Godt selskab. Ingen spørgsmål.",
    lounge_here: "I loungen",
    lounge_empty: "Det, I skriver på telefonerne, kommer op her.",
    set_toasts: "Skåle",
    set_toasts_on: "Ja, skål!",
    set_toasts_off: "Nej",
    set_late_join: "Kom indenfor",
    status: "Hvordan går det?",
    status_ask: "Med få ord; tomt felt fjerner det",
    status_set: "Sig det",
    toast: "Udbring en skål",
    toast_ask: "For hvad?",
    toast_raise: "Skål!",
    toast_none: "Skål!",
    toast_by: {
      one: "{name} hæver glasset. Hvem er med?",
      other: "{name} hæver glasset, og {n} glas er oppe.",
    },
    toast_join: "Hæv dit glas",
    toast_up: "Dit er oppe",
    toast_clinked: "Skål, alle sammen!",
  },
};
learn(words);
