/** Cleans typed text. The same rules as the server's module `text::clean`. */

import { graphemes, splitGraphemes } from "$app/core/text";

export type TextFault = "empty" | "too_long" | "marks" | "control";

/** Limits on hidden length: scalar values per grapheme, and bytes per scalar value before composition. */
const SCALARS_PER_GRAPHEME = 4;
const BYTES_PER_SCALAR = 12;

const BLANKS = /\p{White_Space}+/u;
/** Invisible characters that copying leaves behind: soft hyphens, zero-width spaces, byte-order marks. */
const FILLER = /[\u00ad\u200b\u2060\ufeff]/g;
const CONTROL = /[\p{Cc}\ufff9-\ufffb]/u;
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** An invisible character or a mark: joiners, direction marks, selectors, blank letters, accents. */
const EXTENDING =
  /^(?:\p{M}| |\u034f|\u061c|\u115f|\u1160|\u17b4|\u17b5|[\u180b-\u180f]|[\u200c-\u200f]|[\u2061-\u2065]|[\u206a-\u206f]|\u2800|\u3164|[\ufe00-\ufe0f]|\uffa0|[\u{1bca0}-\u{1bca3}]|[\u{1d173}-\u{1d17a}]|[\u{e0000}-\u{e0fff}])$/u;

/** Bounds on marks, as in the server's module `text::marks`. */
const MARKS_PER_LETTER = 4;
const TAGS_PER_FLAG = 7;
const SCALARS_IN_GRAPHEME = 24;
const BLACK_FLAG = "\u{1f3f4}";

export const words = (text: string): string[] => text.split(BLANKS).filter(Boolean);

/** Returns the text without direction marks and closed changes of direction; undefined if one is open or reverses the text. */
function withoutDirection(text: string): string | undefined {
  const open: string[] = [];
  for (const c of text) {
    if (c === "\u202d" || c === "\u202e") return undefined;
    if (c === "\u202a" || c === "\u202b") open.push("\u202c");
    if (c >= "\u2066" && c <= "\u2068") open.push("\u2069");
    if ((c === "\u202c" || c === "\u2069") && open.pop() !== c) return undefined;
  }
  return open.length > 0 ? undefined : text.replace(DIRECTION, "");
}

function hasTooManyMarks(text: string): boolean {
  for (const grapheme of splitGraphemes(text)) {
    const scalars = [...grapheme];
    if (scalars.length > SCALARS_IN_GRAPHEME) return true;
    let marks = 0;
    let bound = MARKS_PER_LETTER;
    for (const [at, c] of scalars.entries()) {
      if (at > 0 && EXTENDING.test(c)) marks += 1;
      else {
        marks = /^\p{M}/u.test(c) ? 1 : 0;
        bound = c === BLACK_FLAG ? TAGS_PER_FLAG : MARKS_PER_LETTER;
      }
      if (marks > bound) return true;
    }
  }
  return false;
}

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** Returns the text with single spaces and without filler, or its fault. `max` counts graphemes. */
export function clean(raw: string, max: number): { text: string } | { fault: TextFault } {
  const maxScalars = max * SCALARS_PER_GRAPHEME;
  const trimmed = raw.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
  if (bytes(trimmed) > maxScalars * BYTES_PER_SCALAR) return { fault: "too_long" };
  const directed = withoutDirection(raw);
  if (directed === undefined) return { fault: "control" };
  const text = words(directed)
    .map((word) => word.normalize("NFC").replace(FILLER, ""))
    .filter(Boolean)
    .join(" ");
  if (CONTROL.test(text)) return { fault: "control" };
  if ([...text].every((c) => EXTENDING.test(c))) return { fault: "empty" };
  if (hasTooManyMarks(text)) return { fault: "marks" };
  if ([...text].length > maxScalars || graphemes(text) > max) return { fault: "too_long" };
  return { text };
}
