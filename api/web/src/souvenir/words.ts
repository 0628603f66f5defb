/** Texts of the souvenir. They are loaded at the end of a game. */

import { addMessages } from "$app/i18n/index.svelte";

export const words = {
  en: {
    souvenir_picture: "Save a picture",
    souvenir_table: "Download results",
    souvenir_failed: "This browser can’t make the picture. Take a screenshot of this page.",
    souvenir_lie: "Best lie",
    souvenir_rank: "Rank",
    souvenir_name: "Name",
    souvenir_score: "Points",
    souvenir_awards: "Awards",
    souvenir_team: "Team",
  },
  da: {
    souvenir_picture: "Gem et billede",
    souvenir_table: "Hent resultatet",
    souvenir_failed: "Browseren kan ikke lave billedet. Tag et skærmbillede af siden.",
    souvenir_lie: "Bedste løgn",
    souvenir_rank: "Plads",
    souvenir_name: "Navn",
    souvenir_score: "Point",
    souvenir_awards: "Priser",
    souvenir_team: "Hold",
  },
};
addMessages(words);

type Keys = Record<keyof typeof words.en, true>;
declare module "$app/i18n/index.svelte" {
  interface LaterMessages extends Keys {}
}
