/** The music's mood in each phase. */

import type { Moods } from "$app/sound/music/moods";

export const moods: Moods = {
  draw: "think",
  title: "think",
  guess: "press",
  reveal: "suspense",
  scoreboard: "score",
  game_over: "finale",
};
