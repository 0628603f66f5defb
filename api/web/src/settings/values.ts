/** Settings as people read and write them: times in seconds, lists with commas. */

import type { Setting } from "$app/contract/types";

type Integer = Extract<Setting, { kind: "integer" }>;

/** A number's bounds in the unit that is shown. */
export function shownIn(setting: Integer) {
  const per = setting.unit === "ms" ? 1000 : 1;
  return {
    min: setting.min / per,
    max: setting.max / per,
    step: per === 1 ? 1 : "any",
    of: (value: unknown) => (typeof value === "number" ? value / per : ""),
  } as const;
}

/** What was typed, as the configuration holds it; `undefined` while it is nothing yet. */
export function storedFrom(setting: Setting, typed: string): unknown {
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

/** The value a form begins with. */
export const beginsWith = (setting: Setting): unknown => setting.suggested ?? setting.default;
