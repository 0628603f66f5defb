/** Text length and normalisation. */

const segmenter =
  typeof Intl.Segmenter === "function"
    ? new Intl.Segmenter(undefined, { granularity: "grapheme" })
    : null;

/** Returns the user-perceived characters; code points in browsers without `Intl.Segmenter`. */
export function splitGraphemes(text: string): string[] {
  return segmenter ? [...segmenter.segment(text)].map(({ segment }) => segment) : [...text];
}

/** Counts user-perceived characters. */
export const graphemes = (text: string): number => splitGraphemes(text).length;

/** Returns a typed line as the server normalises it: NFC, single spaces, trimmed. */
export function tidy(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
