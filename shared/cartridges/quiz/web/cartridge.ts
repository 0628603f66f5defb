import "./words";
import { FAMILY_FRIENDLY, LATE_JOIN, TEAMS, TIMERS } from "$common/choices";
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
    TIMERS,
    {
      name: "fast",
      label: "set_fast",
      defaultValue: "off",
      options: [
        { value: "off", label: "set_fast_off", config: { fastest_fingers: false } },
        { value: "on", label: "set_fast_on", config: { fastest_fingers: true } },
      ],
    },
    TEAMS,
    FAMILY_FRIENDLY,
    LATE_JOIN,
  ],
};
