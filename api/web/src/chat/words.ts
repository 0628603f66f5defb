/** Words of the chat, in a file of their own: phones that never come here do not load them. */

import { learn } from "$app/i18n/index.svelte";

export const words = {
  en: {
    chat: "Chat",
    chat_open: "Open the chat",
    chat_tv_on: "Show chat on this screen",
    chat_tv_off: "Keep chat off this screen",
    chat_unread: { one: "{n} unread message", other: "{n} unread messages" },
    chat_host: "Host",
    chat_older: "Earlier messages",
    chat_empty: "Nobody has said anything yet. Say hello!",
    chat_removed: "This message was taken away.",
    chat_remove: "Remove",
    chat_edit: "Edit and send again",
    chat_write: "Write to the room",
    chat_send: "Send",
    chat_typing: { one: "{names} is typing …", other: "{names} are typing …" },
    chat_many_typing: "Several people are typing …",
  },
  da: {
    chat: "Chat",
    chat_open: "Åbn chatten",
    chat_tv_on: "Vis chatten på skærmen",
    chat_tv_off: "Hold chatten væk fra skærmen",
    chat_unread: { one: "{n} ulæst besked", other: "{n} ulæste beskeder" },
    chat_host: "Værten",
    chat_older: "Tidligere beskeder",
    chat_empty: "Her er stille endnu. Sig hej!",
    chat_removed: "Beskeden er fjernet.",
    chat_remove: "Fjern",
    chat_edit: "Ret og send igen",
    chat_write: "Skriv til rummet",
    chat_send: "Send",
    chat_typing: { one: "{names} skriver …", other: "{names} skriver …" },
    chat_many_typing: "Flere er ved at skrive …",
  },
};
learn(words);
