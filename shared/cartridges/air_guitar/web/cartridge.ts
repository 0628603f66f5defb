import "./words";
import type { CartridgeInfo } from "$app/cartridge-info";

const minutes = (n: number) => ({ practice_ms: n * 60_000 });

export const info: CartridgeInfo = {
  kind: "air_guitar",
  title: "guitar_title",
  tagline: "guitar_tagline",
  choices: [
    {
      name: "practice",
      label: "guitar_set_practice",
      defaultValue: "normal",
      options: [
        {
          value: "short",
          label: "guitar_set_practice_short",
          config: minutes(1),
        },
        {
          value: "normal",
          label: "guitar_set_practice_usual",
          config: minutes(3),
        },
        {
          value: "long",
          label: "guitar_set_practice_long",
          config: minutes(10),
        },
      ],
    },
    {
      name: "evening",
      label: "guitar_set_evening",
      defaultValue: "normal",
      options: [
        {
          value: "short",
          label: "guitar_set_evening_short",
          config: { practices: 3 },
        },
        {
          value: "normal",
          label: "guitar_set_evening_usual",
          config: { practices: 5 },
        },
        {
          value: "long",
          label: "guitar_set_evening_long",
          config: { practices: 12 },
        },
      ],
    },
    {
      name: "goal",
      label: "guitar_set_goal",
      defaultValue: "normal",
      options: [
        {
          value: "easy",
          label: "guitar_set_goal_easy",
          config: { goal_percent: 30 },
        },
        {
          value: "normal",
          label: "guitar_set_goal_usual",
          config: { goal_percent: 60 },
        },
        {
          value: "hard",
          label: "guitar_set_goal_hard",
          config: { goal_percent: 90 },
        },
      ],
    },
  ],
};
