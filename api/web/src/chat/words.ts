/** The chat's messages. They are loaded with the chat. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    chat_open: "Open chat",
    chat_tv_on: "Show chat on this screen",
    chat_tv_off: "Hide chat on this screen",
    chat_host: "Host",
    chat_older: "Show earlier messages",
    chat_empty: "No messages yet. Say hello!",
    chat_removed: "Message deleted",
    chat_remove: "Delete",
    chat_edit: "Edit and send again",
    chat_write: "Message the room",
    chat_send: "Send",
    chat_typing: { one: "{names} is typing…", other: "{names} are typing…" },
    chat_many_typing: "Several people are typing…",
  },
  da: {
    chat_open: "Åbn chatten",
    chat_tv_on: "Vis chatten på skærmen",
    chat_tv_off: "Skjul chatten på skærmen",
    chat_host: "Vært",
    chat_older: "Vis tidligere beskeder",
    chat_empty: "Ingen beskeder endnu. Sig hej!",
    chat_removed: "Beskeden er slettet",
    chat_remove: "Slet",
    chat_edit: "Ret og send igen",
    chat_write: "Skriv til rummet",
    chat_send: "Send",
    chat_typing: { one: "{names} skriver …", other: "{names} skriver …" },
    chat_many_typing: "Flere er ved at skrive …",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
