/** Awards in the reader's words; one this app does not know keeps the server's title. */

import { isKey, t } from "$app/i18n/index.svelte";
import type { Award } from "./standings";

export function awardTitle(award: Award): string {
  const key = `award_${award.award}`;
  return isKey(key) ? t(key) : award.title;
}
