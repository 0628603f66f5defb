/** Cleans typed text. The same rules as the server's module `text::clean`. */

import { graphemes } from "$app/core/text";

export type TextFault = "empty" | "too_long" | "control";

/** Limits on hidden length: scalar values per grapheme, and bytes per scalar value before composition. */
const SCALARS_PER_GRAPHEME = 4;
const BYTES_PER_SCALAR = 12;

const BLANKS = /\p{White_Space}+/u;
/** Invisible characters that copying leaves behind: soft hyphens, zero-width spaces, byte-order marks. */
const FILLER = /[\u00ad\u200b\u2060\ufeff]/g;
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/u;
/** Text of invisible characters only: joiners, direction marks, selectors, blank letters. */
const INVISIBLE =
  /^(?: |\u034f|\u061c|\u115f|\u1160|\u180e|[\u200c-\u200f]|[\u2061-\u2065]|[\u206a-\u206f]|\u2800|\u3164|[\ufe00-\ufe0f]|\uffa0|[\u{e0000}-\u{e0fff}])*$/u;

export const words = (text: string): string[] => text.split(BLANKS).filter(Boolean);

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** Returns the text with single spaces and without filler, or its fault. `max` counts graphemes. */
export function clean(raw: string, max: number): { text: string } | { fault: TextFault } {
  const parts = words(raw);
  const maxScalars = max * SCALARS_PER_GRAPHEME;
  const trimmed = raw.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
  if (bytes(trimmed) > maxScalars * BYTES_PER_SCALAR) return { fault: "too_long" };
  const text = parts
    .map((word) => word.normalize("NFC").replace(FILLER, ""))
    .filter(Boolean)
    .join(" ");
  if (CONTROL.test(text)) return { fault: "control" };
  if (INVISIBLE.test(text)) return { fault: "empty" };
  if ([...text].length > maxScalars || graphemes(text) > max) return { fault: "too_long" };
  return { text };
}
