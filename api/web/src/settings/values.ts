/** Converts settings for the form: times in seconds, lists of numbers with commas. */

import type { Setting } from "$app/contract/types";

type Integer = Extract<Setting, { kind: "integer" }>;

/** Returns a number field's bounds, and its value, in the form's unit. */
export function numberField(setting: Integer, value: unknown) {
  const divisor = setting.unit === "ms" ? 1000 : 1;
  return {
    min: setting.min / divisor,
    max: setting.max / divisor,
    step: divisor === 1 ? 1 : "any",
    value: typeof value === "number" ? value / divisor : "",
  } as const;
}

/** Parses a field's text into the setting's value; undefined while the text is incomplete. */
export function parseSetting(setting: Setting, typed: string): unknown {
  if (setting.kind === "integer") {
    const number = Number(typed);
    if (typed.trim() === "" || !Number.isFinite(number)) return undefined;
    return Math.round(setting.unit === "ms" ? number * 1000 : number);
  }
  if (setting.kind === "integers") {
    const numbers = typed.split(",").map((part) => Number(part.trim() || NaN));
    return numbers.every(Number.isInteger) ? numbers : undefined;
  }
  return typed;
}

/** Returns the value that the form shows at first. */
export const initialValue = (setting: Setting): unknown => setting.suggested ?? setting.default;
