import "./words";
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
        { value: "long", label: "set_length_long", config: { rounds: 3, questions_per_round: 5 } },
      ],
    },
    {
      name: "timers",
      label: "set_timers",
      defaultValue: "on",
      options: [
        { value: "on", label: "set_timers_on", config: { timers: "on" } },
        { value: "extended", label: "set_timers_extended", config: { timers: "extended" } },
        { value: "off", label: "set_timers_off", config: { timers: "off" } },
      ],
    },
    {
      name: "family",
      label: "set_questions",
      defaultValue: "all",
      options: [
        { value: "all", label: "set_questions_all", config: { family_friendly: false } },
        { value: "family", label: "set_questions_family", config: { family_friendly: true } },
      ],
    },
    {
      name: "language",
      label: "set_language",
      defaultValue: "moderate",
      options: [
        { value: "none", label: "set_language_none", config: { profanity: "none" } },
        { value: "moderate", label: "set_language_moderate", config: { profanity: "moderate" } },
        { value: "strict", label: "set_language_strict", config: { profanity: "strict" } },
      ],
    },
    {
      name: "late",
      label: "set_late",
      defaultValue: "play",
      options: [
        { value: "play", label: "set_late_play", config: { late_join: true } },
        { value: "watch", label: "set_late_watch", config: { late_join: false } },
      ],
    },
  ],
};
