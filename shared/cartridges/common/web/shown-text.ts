/** Texts that a moderator held back or the host removed. */

import { t } from "$app/i18n/index.svelte";

/** What the server sends in place of such a text. */
export const REMOVED = "(removed)";

/** Returns a text of a person for display: a removed one in the reader's language. */
export const shownText = (text: string) => (text === REMOVED ? t("text_removed") : text);
