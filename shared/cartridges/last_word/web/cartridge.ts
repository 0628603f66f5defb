import "./words";
import { FAMILY_FRIENDLY_PROMPTS, LATE_JOIN, TIMERS } from "$common/choices";
import type { CartridgeInfo } from "$app/cartridge-info";

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
    TIMERS,
    FAMILY_FRIENDLY_PROMPTS,
    LATE_JOIN,
  ],
};
