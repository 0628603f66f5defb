/** The sentence about who won. */

import "./words";
import { list, t } from "$app/i18n/index.svelte";

/** With more winners, their number is shown in place of their names. */
const MAX_NAMED = 3;

export function winnersHeadline(names: string[]): string {
  return names.length > MAX_NAMED
    ? t("winners_many", { n: names.length })
    : t("winner", { n: names.length, names: list(names) });
}
