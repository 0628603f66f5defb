/** Typed text, made fit to be shown to others, as the server does it (`shared/game/src/text/clean.rs`). */

import { graphemes } from "$app/core/text";

export type BadText = "empty" | "too_long" | "control";

/** Scalar values a grapheme may have on average, and bytes such a value may have before it is composed. */
const SCALARS_PER_GRAPHEME = 4;
const BYTES_PER_SCALAR = 12;

const BLANKS = /\p{White_Space}+/u;
/** Left over from copying and pasting; means nothing. */
const FILLING = /[\u00ad\u200b\u2060\ufeff]/g;
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/u;
/** Shows nothing by itself: joiners, direction marks, selectors, blanks that are no white space. */
const INVISIBLE =
  /^(?: |\u034f|\u061c|\u115f|\u1160|\u180e|[\u200c-\u200f]|[\u2061-\u2065]|[\u206a-\u206f]|\u2800|\u3164|[\ufe00-\ufe0f]|\uffa0|[\u{e0000}-\u{e0fff}])*$/u;

export const words = (text: string): string[] => text.split(BLANKS).filter(Boolean);

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** The text without needless blanks and filling, or why it cannot be taken. */
export function clean(raw: string, most: number): { text: string } | { bad: BadText } {
  const parts = words(raw);
  const scalars = most * SCALARS_PER_GRAPHEME;
  const inner = raw.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
  if (bytes(inner) > scalars * BYTES_PER_SCALAR) return { bad: "too_long" };
  const text = parts
    .map((word) => word.normalize("NFC").replace(FILLING, ""))
    .filter(Boolean)
    .join(" ");
  if (CONTROL.test(text)) return { bad: "control" };
  if (INVISIBLE.test(text)) return { bad: "empty" };
  if ([...text].length > scalars || graphemes(text) > most) return { bad: "too_long" };
  return { text };
}
