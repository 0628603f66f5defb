/** Letters without what a hurried thumb leaves out (`shared/game/src/text/fold.rs`). */

const RING = "\u030a";
/** Accents, and the points of Hebrew and Arabic. Marks that carry a script's vowels stay. */
const DROPPED =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/;

/** One case, compatibility form, no accents; Danish å keeps its ring, for it is a letter of its own. */
export function fold(text: string): string {
  const lower = text.normalize("NFKC").toLowerCase();
  // A character may lower to marks (Turkish İ) or decompose to capitals: fold once more.
  const again = lower.normalize("NFKC").toLowerCase();
  let bare = "";
  let base = "";
  for (const c of again.normalize("NFKD")) {
    if (c === RING && base === "a") bare += c;
    else if (DROPPED.test(c)) continue;
    else bare += c === "ß" ? "ss" : c === "ς" ? "σ" : c;
    // The letter a mark stands on, whatever other marks were sorted in between.
    if (startsLetter(c)) base = c;
  }
  return bare.normalize("NFC");
}

/**
 * Whether a character has no combining class. One that has is sorted in front of the iota below, which
 * has the highest of all.
 */
function startsLetter(c: string): boolean {
  return c < "\u0300" || `\u0345${c}`.normalize("NFD").startsWith("\u0345");
}
