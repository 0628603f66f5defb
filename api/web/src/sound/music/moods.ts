/** Which mood a session has. Games name the moods of their phases in `shared/cartridges/<kind>/web/moods.ts`. */

import type { Snapshot } from "$app/contract/types";
import type { Mood } from "./theme";

export type Moods = Readonly<Record<string, Mood>>;

/** Returns the mood. Phases that a game does not name are for thinking. */
export function moodOf(snapshot: Snapshot | null, moods: Moods): Mood {
  switch (snapshot?.status) {
    case "lobby":
      return "lobby";
    case "running":
      return moods[snapshot.phase?.name ?? ""] ?? "think";
    case "finished":
      return moods[snapshot.phase?.name ?? ""] ?? "finale";
    default:
      return "silent";
  }
}

/** Whether people answer in this mood, so that the last ten seconds matter to them. */
export const tightens = (mood: Mood): boolean => mood === "think" || mood === "press";
