import { isKey, t } from "$app/i18n/index.svelte";
import type { Award } from "./standings";

/** Returns an award's name in the reader's language. Unknown awards keep the server's English title. */
export function awardTitle(award: Award): string {
  const key = `award_${award.award}`;
  return isKey(key) ? t(key) : award.title;
}
