/** The music's mood in each phase. */

import type { Moods } from "$app/sound/music/moods";

export const moods: Moods = {
  write: "think",
  vote: "press",
  result: "score",
  scoreboard: "score",
  game_over: "finale",
};
