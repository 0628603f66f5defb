/** Durations as text. */

import { locale } from "$app/i18n/index.svelte";

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** Formats a duration in its largest whole unit, such as "3 hr"; seconds below a minute. */
export function durationText(ms: number): string {
  const [unit, size] = UNITS.find(([, size]) => ms >= size) ?? (["second", 1_000] as const);
  const format = new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" });
  return format.format(Math.max(0, Math.floor(ms / size)));
}
