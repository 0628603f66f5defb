/** Folds letters for comparison. The same rules as the server's module `text::fold`. */

const RING = "\u030a";
/** Accents, and the points of Hebrew and Arabic. Vowel marks of other scripts stay. */
const DROPPED =
  // eslint-disable-next-line no-misleading-character-class -- The class lists combining marks on purpose.
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/;

/** Returns the text in lower case and compatibility form, without accents. Danish "å" keeps its ring. */
export function fold(text: string): string {
  const lower = text.normalize("NFKC").toLowerCase();
  // Lower case can add marks (Turkish İ), and decomposition can add capitals, so both run twice.
  const again = lower.normalize("NFKC").toLowerCase();
  let bare = "";
  let base = "";
  for (const c of again.normalize("NFKD")) {
    if (c === RING && base === "a") bare += c;
    else if (DROPPED.test(c)) continue;
    else bare += c === "ß" ? "ss" : c === "ς" ? "σ" : c;
    // Other marks can be between a letter and its ring.
    if (startsLetter(c)) base = c;
  }
  return bare.normalize("NFC");
}

/**
 * Whether a character has no combining class. Normalisation sorts a character with a class before the
 * combining iota (U+0345), which has the highest class.
 */
function startsLetter(c: string): boolean {
  return c < "\u0300" || `\u0345${c}`.normalize("NFD").startsWith("\u0345");
}
