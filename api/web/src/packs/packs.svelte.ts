/** The calls about packs for whoever is logged in, and what went wrong with one in words. */

import { login } from "$app/account/auth.svelte";
import { Packs, type Pack } from "./packs-api";
import { ApiError } from "$app/core/http";
import { isKey, t, type Key } from "$app/i18n/index.svelte";
import { carry } from "./files/upload";

export const packs = new Packs((path, init) => fetch(path, init), carry);

/** Carries out a wish of somebody who has to be logged in for it. */
export async function own<T>(wish: (token: string) => Promise<T>): Promise<T> {
  const token = await login.token();
  if (token) return wish(token);
  throw new ApiError(login.hinted ? "unreachable" : "not_authenticated", "");
}

/** What went wrong. Words of these pages come before those that games have for the same code. */
export function troubleOf(error: unknown): string {
  const code = error instanceof ApiError ? error.code : "unexpected";
  if (code === "not_authenticated") return t("error_logged_out");
  if (code === "not_allowed") return t("error_not_yours");
  const key = `error_${code}`;
  return t(code !== "invalid_input" && isKey(key) ? key : "error_unexpected");
}

/** How a pack is shared, in a word or two. */
export const sharedAs = (pack: Pack): string =>
  t(pack.built_in ? "pack_built_in" : (`pack_${pack.visibility}` satisfies Key));

export const sizeOf = (pack: Pack): string =>
  pack.questions ? t("pack_questions", { n: pack.questions }) : t("pack_empty");
