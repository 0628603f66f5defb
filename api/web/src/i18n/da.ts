import { app } from "./da/app";
import { play } from "./da/play";
import { problems } from "./da/problems";
import { room } from "./da/room";
import type { Catalogue } from "./index.svelte";

/** The Danish catalogue, written by hand rather than translated from English. */
export const da: Catalogue = {
  ...app,
  ...room,
  ...play,
  ...problems,
};
