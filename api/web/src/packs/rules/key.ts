/** Compares texts regardless of how they were typed. The same rules as the server's module `text::key`. */

import { words } from "./clean";
import { fold } from "./fold";
import { typoDistance } from "./typo";
import { isArticle, isExact, isFigure, root } from "./word";

/** Returns a text's words, without case, accents, punctuation, articles and plurals. */
export function keyOf(text: string): string {
  const folded = fold(text);
  const roots = withoutArticles(words(withoutPunctuation(folded)).map(root));
  if (roots.length) return roots.join(" ");
  // A text without words is compared by its signs; a text of accents alone, by its accents.
  return words(folded).join("") || words(text.normalize("NFKC")).join("");
}

/**
 * Whether two keys differ by typing errors at most. Numbers, Roman numerals and short words must match exactly. The
 * common spellings of answers ("Aarhus" for "Århus") count in games only, so the editor has none.
 */
export function near(one: string, other: string): boolean {
  return one === other || (sameFigures(one, other) && sameWords(one, other));
}

const figures = (key: string) => key.split(" ").filter(isFigure).join(" ");
const sameFigures = (one: string, other: string) => figures(one) === figures(other);

function sameWords(one: string, other: string): boolean {
  const [a, b] = [one.split(" "), other.split(" ")];
  // "ice cream", "icecream"
  if (a.join("") === b.join("")) return true;
  let allowed = typosInText(Math.min(length(a.join("")), length(b.join(""))));
  if (allowed === 0 || a.length !== b.length) return false;
  return a.every((word, at) => {
    const its = b[at] ?? "";
    if (word === its) return true;
    // The first letter must match, because typing errors there are rare.
    if (isExact(word) || isExact(its) || [...word][0] !== [...its][0]) return false;
    const cost = typoDistance(word, its);
    if (cost > Math.min(allowed, typosInWord(Math.min(length(word), length(its))))) return false;
    allowed -= cost;
    return true;
  });
}

const length = (text: string) => [...text].length;
const typosInText = (letters: number) => (letters < 6 ? 0 : letters < 8 ? 1 : 2);
const typosInWord = (letters: number) => (letters < 4 ? 0 : letters < 8 ? 1 : 2);

/** Drops "the" everywhere, and other articles at the start. At least one word stays. */
function withoutArticles(words: string[]): string[] {
  const rest = [...words];
  for (;;) {
    while (rest.length > 1 && isArticle(rest[0] ?? "")) rest.shift();
    const at = rest.indexOf("the");
    if (rest.length < 2 || at < 0) return rest;
    rest.splice(at, 1);
  }
}

/** Characters inside words that are dropped: apostrophes, joiners, selectors. */
const DROPPED =
  // eslint-disable-next-line no-misleading-character-class -- The class lists joiners on purpose.
  /['`\u2018\u2019\u201b\u02bc\u05f3\u05f4\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0000}-\u{e0fff}]/u;
/** Punctuation between words. Plus and hash stay, because C, C++ and C# are different. */
const MARK =
  /[!-"$-*,-/:-@[-`{-~¡§«¶·»¿\u05be\u05c0\u05c3،؛؟۔\u0964\u0965\u2010-\u2027\u2030-\u205e\u2212\u3001-\u3003\u3008-\u3011\u3014-\u301f\u30fb]/u;

/** Replaces punctuation by spaces or nothing. Signs that change a number stay. */
function withoutPunctuation(text: string): string {
  const chars = [...text];
  const digit = (at: number) => isFigure(chars[at] ?? "");
  const sign = (c: string, at: number): string => {
    if ((c === "." || c === ",") && digit(at - 1) && digit(at + 1)) {
      let run = 0;
      while (digit(at + 1 + run)) run += 1;
      // 1,000 and 1.000 both mean a thousand; 3.5 is not 35.
      return run === 3 ? "" : ".";
    }
    const first = at === 0 || /\p{White_Space}/u.test(chars[at - 1] ?? "");
    if ((c === "-" || c === "\u2212") && digit(at + 1) && first) return "-";
    if (c === "&") return " and ";
    if (DROPPED.test(c)) return "";
    return MARK.test(c) ? " " : c;
  };
  // Characters that a dropped one separated can compose now.
  return chars.map(sign).join("").normalize("NFC");
}
