/** Danish: pictures and sounds of questions. */

import type { Message } from "$app/i18n/message";
import type { en } from "./en";

export const da: Record<keyof typeof en, Message> = {
  media_picture: "Billedet viser:",
  media_listen: "Lyt til den store skærm.",
  media_loading: "Lyden hentes…",
  media_ready: "Lyden er klar.",
  media_playing: "Spiller…",
  media_played: "Det var lyden.",
  media_failed: "Lyden kan ikke afspilles.",
  media_play: "Afspil lyden",
  media_again: "Spil den igen",
  media_stop: "Stop",
};
