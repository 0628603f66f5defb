import "./words";
import { FAMILY_FRIENDLY_PROMPTS, LATE_JOIN, TIMERS } from "$common/choices";
import type { CartridgeInfo } from "$app/cartridge-info";

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
    TIMERS,
    FAMILY_FRIENDLY_PROMPTS,
    LATE_JOIN,
  ],
};
