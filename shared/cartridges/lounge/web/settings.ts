/** Labels of the Lounge's settings. */

import type { SettingWords } from "$app/settings/labels";

export const words: SettingWords = {
  en: {
    late_join: "Latecomers can join",
    toasts: "Toasts",
    max_players: "Maximum number of people",
  },
  da: {
    late_join: "Man kan komme med senere",
    toasts: "Skåle",
    max_players: "Højeste antal personer",
  },
};
