/** Converts settings for the form: times in seconds, lists of numbers with commas, texts on lines. */

import type { Setting } from "$app/contract/types";
import { graphemes } from "$app/core/text";

type Texts = Extract<Setting, { kind: "texts" }>;
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
  if (setting.kind === "texts") return filledLines(typed);
  return typed;
}

const filledLines = (typed: string): string[] =>
  typed.split("\n").flatMap((line) => line.trim().replace(/\s+/g, " ") || []);

/** Why a list of texts is not accepted; the server checks the same. */
export interface TextsFault {
  fault: "few" | "many" | "short" | "long" | "twice";
  /** The bound that is violated. */
  limit: number;
  /** The text with the fault; empty for a fault of the whole list. */
  text: string;
}

/** Returns the first fault of the lines; null if the setting accepts them. */
export function textsFault(setting: Texts, typed: string): TextsFault | null {
  const lines = filledLines(typed);
  const { min_count, max_count, min_length, max_length } = setting;
  if (lines.length < min_count) return { fault: "few", limit: min_count, text: "" };
  if (lines.length > max_count) return { fault: "many", limit: max_count, text: "" };
  for (const [at, text] of lines.entries()) {
    const length = graphemes(text);
    if (length < min_length) return { fault: "short", limit: min_length, text };
    if (length > max_length) return { fault: "long", limit: max_length, text };
    const same = (other: string) => other.toLowerCase() === text.toLowerCase();
    if (lines.findIndex(same) < at) return { fault: "twice", limit: 1, text };
  }
  return null;
}

/** Returns the value that the form shows at first. */
export const initialValue = (setting: Setting): unknown => setting.suggested ?? setting.default;
