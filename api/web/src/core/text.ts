/** Text length and normalisation. */

const segmenter =
  typeof Intl.Segmenter === "function"
    ? new Intl.Segmenter(undefined, { granularity: "grapheme" })
    : null;

/** Counts user-perceived characters; code points in browsers without `Intl.Segmenter`. */
export function graphemes(text: string): number {
  return [...(segmenter?.segment(text) ?? text)].length;
}

/** Returns a typed line as the server normalises it: NFC, single spaces, trimmed. */
export function tidy(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
