import "./words";
import { FAMILY_FRIENDLY, LATE_JOIN, TIMERS } from "$common/choices";
import type { CartridgeInfo } from "$app/cartridge-info";

export const info: CartridgeInfo = {
  kind: "fib",
  title: "fib_title",
  tagline: "fib_tagline",
  position: 1,
  choices: [
    {
      name: "length",
      label: "set_length",
      defaultValue: "normal",
      options: [
        {
          value: "short",
          label: "set_length_short",
          config: { rounds: 2, questions_per_round: 2 },
        },
        {
          value: "normal",
          label: "set_length_usual",
          config: { rounds: 3, questions_per_round: 3 },
        },
        {
          value: "long",
          label: "set_length_long",
          config: { rounds: 3, questions_per_round: 5 },
        },
      ],
    },
    TIMERS,
    FAMILY_FRIENDLY,
    {
      name: "language",
      label: "set_language",
      defaultValue: "moderate",
      options: [
        {
          value: "none",
          label: "set_language_none",
          config: { profanity: "none" },
        },
        {
          value: "moderate",
          label: "set_language_moderate",
          config: { profanity: "moderate" },
        },
        {
          value: "strict",
          label: "set_language_strict",
          config: { profanity: "strict" },
        },
      ],
    },
    LATE_JOIN,
  ],
};
