/** The music's mood in each phase. */

import type { Moods } from "$app/sound/music/moods";

export const moods: Moods = {
  // People talk.
  lounge: "silent",
};
