/** The lounge's messages. They are loaded with the game. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    lounge_title: "The Lounge",
    lounge_tagline: "Good company. No questions asked.",
    lounge_here: "In the lounge",
    lounge_empty: "Messages from phones appear here.",
    set_toasts: "Toasts",
    set_toasts_on: "On",
    set_toasts_off: "Off",
    set_late_join: "Can join",
    status: "Set a status",
    status_ask: "How are you? Leave empty to clear your status.",
    status_set: "Share",
    toast: "Raise a toast",
    toast_ask: "What shall we drink to?",
    toast_raise: "Cheers!",
    toast_none: "Cheers!",
    toast_by: {
      one: "{name} raises a glass. Who’s in?",
      other: "{name} raises a glass, and {n} glasses are up.",
    },
    toast_join: "Raise your glass",
    toast_up: "Your glass is up",
    toast_clinked: "Cheers, everyone!",
  },
  da: {
    lounge_title: "Loungen",
    lounge_tagline: "Godt selskab. Ingen spørgsmål.",
    lounge_here: "I loungen",
    lounge_empty: "Beskeder fra telefonerne vises her.",
    set_toasts: "Skåle",
    set_toasts_on: "Til",
    set_toasts_off: "Fra",
    set_late_join: "De kommer med",
    status: "Skriv en status",
    status_ask: "Hvordan går det? Lad feltet stå tomt for at fjerne din status.",
    status_set: "Del",
    toast: "Udbring en skål",
    toast_ask: "Hvad skåler vi for?",
    toast_raise: "Skål!",
    toast_none: "Skål!",
    toast_by: {
      one: "{name} hæver glasset. Hvem er med?",
      other: "{name} hæver glasset, og {n} glas er oppe.",
    },
    toast_join: "Hæv dit glas",
    toast_up: "Dit glas er oppe",
    toast_clinked: "Skål, alle sammen!",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
