import { app } from "./en/app";
import { fib } from "./en/fib";
import { guitar } from "./en/guitar";
import { play } from "./en/play";
import { problems } from "./en/problems";
import { quiz } from "./en/quiz";
import { room } from "./en/room";
import { start } from "./en/start";
import type { Message } from "./index.svelte";

/** The English catalogue. Its keys are the keys of every other language's catalogue. */
export const en = {
  ...app,
  ...start,
  ...room,
  ...play,
  ...fib,
  ...quiz,
  ...guitar,
  ...problems,
} satisfies Record<string, Message>;
