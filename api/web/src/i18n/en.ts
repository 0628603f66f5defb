import { app } from "./en/app";
import { play } from "./en/play";
import { problems } from "./en/problems";
import { room } from "./en/room";
import type { Message } from "./message";

/** The English catalogue. Its keys are the keys of every other language's catalogue. */
export const en = {
  ...app,
  ...room,
  ...play,
  ...problems,
} satisfies Record<string, Message>;
