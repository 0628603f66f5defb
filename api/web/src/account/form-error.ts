/** Errors of the account forms: which text to show, and at which field. */

import { ApiError } from "$app/core/http";
import { catalogues, type Word } from "./words";

/** Bounds of a password in code points. The server checks the same bounds. */
export const PASSWORD_LENGTH = { min: 10, max: 128 };

export interface FormError {
  word: Word;
  /** The API's name of the invalid field; null when no single field is to blame. */
  field: string | null;
  /** Minutes until the next attempt is allowed, at least 1. Used by some texts only. */
  minutes: number;
}

/** Checks a new password's length. Returns null when it is valid. */
export function checkPassword(password: string, field: string): FormError | null {
  const length = [...password].length;
  const valid = length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max;
  return valid ? null : { word: "error_password_length", field, minutes: 0 };
}

export function formErrorOf(error: unknown): FormError {
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
