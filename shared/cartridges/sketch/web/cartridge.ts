import "./words";
import { LATE_JOIN, TIMERS } from "$common/choices";
import type { CartridgeInfo } from "$app/cartridge-info";
import { locale } from "$app/i18n/index.svelte";

export const info: CartridgeInfo = {
  kind: "sketch",
  position: 4,
  title: "sketch_title",
  tagline: "sketch_tagline",
  choices: [
    {
      name: "length",
      label: "set_length",
      defaultValue: "normal",
      options: [
        { value: "short", label: "sketch_short", config: { rounds: 1 } },
        { value: "normal", label: "sketch_usual", config: { rounds: 2 } },
        { value: "long", label: "sketch_long", config: { rounds: 3 } },
      ],
    },
    {
      name: "language",
      label: "sketch_language",
      defaultValue: locale(),
      options: [
        { value: "en", label: "sketch_english", config: { language: "en" } },
        { value: "da", label: "sketch_danish", config: { language: "da" } },
      ],
    },
    TIMERS,
    LATE_JOIN,
  ],
};
