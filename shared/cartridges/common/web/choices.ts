/** Choices of the start page that several games offer. */

import type { Choice } from "$app/cartridge-info";

export const TIMERS: Choice = {
  name: "timers",
  label: "set_timers",
  defaultValue: "on",
  options: [
    { value: "on", label: "set_timers_on", config: { timers: "on" } },
    { value: "extended", label: "set_timers_extended", config: { timers: "extended" } },
    { value: "off", label: "set_timers_off", config: { timers: "off" } },
  ],
};

export const TEAMS: Choice = {
  name: "teams",
  label: "set_teams",
  defaultValue: "off",
  options: [
    { value: "off", label: "set_teams_off", config: { teams: "off" } },
    { value: "chosen", label: "set_teams_chosen", config: { teams: "chosen" } },
    { value: "drawn", label: "set_teams_drawn", config: { teams: "drawn" } },
  ],
};

export const FAMILY_FRIENDLY: Choice = {
  name: "family",
  label: "set_questions",
  defaultValue: "all",
  options: [
    { value: "all", label: "set_questions_all", config: { family_friendly: false } },
    { value: "family", label: "set_questions_family", config: { family_friendly: true } },
  ],
};

/** The same for games of prompts. */
export const FAMILY_FRIENDLY_PROMPTS: Choice = { ...FAMILY_FRIENDLY, label: "set_prompts" };

export const LATE_JOIN: Choice = {
  name: "late",
  label: "set_late",
  defaultValue: "play",
  options: [
    { value: "play", label: "set_late_play", config: { late_join: true } },
    { value: "watch", label: "set_late_watch", config: { late_join: false } },
  ],
};
