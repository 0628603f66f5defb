/** Danish: texts used throughout the app. */

import type { Message } from "../message";
import type { app as en } from "../en/app";

export const app: Record<keyof typeof en, Message> = {
  brand: "Weirsøe Party",
  cancel: "Fortryd",
  chat: "Chat",
  chat_unread: { one: "{n} ulæst besked", other: "{n} ulæste beskeder" },
  close: "Luk",
  code: "Kode",
  gap: "hul i teksten",
  leave: "Gå ud",
  you: "dig",
  plus: { one: "+{n}", other: "+{n}" },
  plus_more: { one: "+{n} til", other: "+{n} til" },
  and_more: { one: "{n} til", other: "{n} til" },
  connecting: "Finder dit rum …",
  sending: "Sender …",
  lie_long: { one: "{n} tegn for meget", other: "{n} tegn for meget" },
  no_face: "Spillet kan ikke vises på telefonen. Kig på skærmen.",
  sound_on: "Slå lyd til",
  sound_off: "Slå lyd fra",
};
