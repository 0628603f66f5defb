/** Texts for error codes, in the reader's language. */

import { ApiError } from "./core/http";
import { isKey, t } from "./i18n/index.svelte";

/** Returns the text for a failed API call. Codes without a text get a general one. */
export function errorText(error: unknown): string {
  const key = `error_${error instanceof ApiError ? error.code : "unexpected"}`;
  return t(isKey(key) ? key : "error_unexpected");
}

/**
 * Returns the text for a failed call that sent a person's settings. The server's own message names the
 * invalid field and its bounds.
 */
export function settingsErrorText(error: unknown): string {
  if (error instanceof ApiError && error.code === "invalid_input") return error.message;
  return errorText(error);
}

/** Returns the text for a rejected action. `message` is the server's text for codes without one here. */
export function rejectionText(code: string, message = ""): string {
  const key = `refused_${code}`;
  return isKey(key) ? t(key) : message || t("error_unexpected");
}
