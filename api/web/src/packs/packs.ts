/** The pages' access to question packs, and short texts about a pack. */

import { ApiError } from "$app/core/http";
import { isKey, t, type Key } from "$app/i18n/index.svelte";
import { upload } from "./files/upload";
import { PacksApi, type Pack } from "./packs-api";

export const packsApi = new PacksApi((path, init) => fetch(path, init), upload);

/** Returns the text for a failed call. Some codes have texts for these pages alone. */
export function packErrorText(error: unknown): string {
  const code = error instanceof ApiError ? error.code : "unexpected";
  if (code === "not_authenticated") return t("error_logged_out");
  if (code === "not_allowed") return t("error_not_yours");
  const key = `error_${code}`;
  return t(code !== "invalid_input" && isKey(key) ? key : "error_unexpected");
}

/** Returns who can see the pack, in a few words. */
export const sharingText = (pack: Pack): string =>
  t(pack.built_in ? "pack_built_in" : (`pack_${pack.visibility}` satisfies Key));

/** Returns the number of questions as a text. */
export const sizeText = (pack: Pack): string =>
  pack.questions ? t("pack_questions", { n: pack.questions }) : t("pack_empty");
