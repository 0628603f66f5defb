import "./words";
import type { CartridgeInfo } from "$app/cartridge-info";

export const info: CartridgeInfo = {
  kind: "quiz",
  position: 2,
  title: "quiz_title",
  tagline: "quiz_tagline",
  choices: [
    {
      name: "length",
      label: "set_length",
      defaultValue: "normal",
      options: [
        {
          value: "short",
          label: "set_quiz_short",
          config: { rounds: 2, questions_per_round: 3 },
        },
        {
          value: "normal",
          label: "set_quiz_usual",
          config: { rounds: 3, questions_per_round: 4 },
        },
        { value: "long", label: "set_quiz_long", config: { rounds: 4, questions_per_round: 5 } },
      ],
    },
    {
      name: "pace",
      label: "set_pace",
      defaultValue: "timed",
      options: [
        { value: "timed", label: "set_pace_timed", config: { pace: "timed" } },
        { value: "host", label: "set_pace_host", config: { pace: "host" } },
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
      name: "fast",
      label: "set_fast",
      defaultValue: "off",
      options: [
        { value: "off", label: "set_fast_off", config: { fastest_fingers: false } },
        { value: "on", label: "set_fast_on", config: { fastest_fingers: true } },
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
