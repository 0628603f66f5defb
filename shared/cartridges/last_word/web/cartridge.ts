import "./words";
import { LATE_JOIN, TIMERS } from "$common/choices";
import type { CartridgeInfo } from "$app/cartridge-info";
import { locale } from "$app/i18n/index.svelte";

export const info: CartridgeInfo = {
  kind: "last_word",
  position: 3,
  title: "last_word_title",
  tagline: "last_word_tagline",
  choices: [
    {
      name: "length",
      label: "set_length",
      defaultValue: "normal",
      options: [
        { value: "short", label: "last_word_short", config: { rounds: 1 } },
        { value: "normal", label: "last_word_usual", config: { rounds: 2 } },
      ],
    },
    {
      name: "language",
      label: "last_word_language",
      defaultValue: locale(),
      options: [
        { value: "en", label: "last_word_english", config: { language: "en" } },
        { value: "da", label: "last_word_danish", config: { language: "da" } },
      ],
    },
    TIMERS,
    LATE_JOIN,
  ],
};
