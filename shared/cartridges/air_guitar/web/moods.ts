/** The music's mood in each phase. */

import type { Moods } from "$app/sound/music/moods";

export const moods: Moods = {
  // The phones make the music.
  ready: "silent",
  practice: "silent",
  counting: "silent",
  summary: "silent",
  game_over: "finale",
};
