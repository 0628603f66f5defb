import "./words";
import { isKey, t } from "$app/i18n/index.svelte";
import type { Award } from "./standings";

/** Returns an award's name in the reader's language. Unknown awards keep the server's English title. */
export function awardTitle(award: Award): string {
  const key = `award_${award.award}`;
  return isKey(key) ? t(key) : award.title;
}

/**
 * Awards for emoji that others sent to the player's lies. Those for answers and sketches have keys that end with
 * `_answers` and `_sketches`.
 */
const RECEIVED = [
  ...["funniest_lies", "wildest_lies", "crowd_favourite"],
  ...["hottest_lies", "most_shameless", "coldest_lies"],
];

/** Returns what the player did for an award, such as "fooled others 7 times". */
export function awardReason({ award, value }: Award): string {
  const key = `why_${award}`;
  if (isKey(key)) return t(key, { n: value });
  if (award.endsWith("_answers")) return t("why_received_answers", { n: value });
  if (award.endsWith("_sketches")) return t("why_received_sketches", { n: value });
  return t(RECEIVED.includes(award) ? "why_received" : "why_sent", { n: value });
}
