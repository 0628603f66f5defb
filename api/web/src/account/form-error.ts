/** What went wrong, in words, and at which field. */

import { ApiError } from "$app/core/http";
import { catalogues, type Word } from "./words";

/** The bounds the server sets; it counts characters as code points. */
export const PASSWORD = { least: 10, most: 128 };

export interface Trouble {
  word: Word;
  field: string | null;
  minutes: number;
}

/** What the page can tell by itself of a password that is to be set, before the server is asked. */
export function unfit(password: string, field: string): Trouble | null {
  const length = [...password].length;
  const fits = length >= PASSWORD.least && length <= PASSWORD.most;
  return fits ? null : { word: "error_password_length", field, minutes: 0 };
}

export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ApiError)) return { word: "error_unexpected", field: null, minutes: 0 };
  const { code, field, retryAfterMs } = error;
  const minutes = Math.max(1, Math.ceil((retryAfterMs ?? 0) / 60_000));
  if (code === "invalid_input") {
    const word = field === "name" ? "error_name" : "error_password_weak";
    return { word, field, minutes };
  }
  const word = `error_${code}`;
  return { word: word in catalogues.en ? (word as Word) : "error_unexpected", field, minutes };
}
