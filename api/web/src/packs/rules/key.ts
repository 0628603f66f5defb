/** What a text says, apart from how it was typed (`shared/game/src/text/key.rs`). */

import { words } from "./clean";
import { fold } from "./fold";
import { slips } from "./slips";
import { isArticle, isFigure, root } from "./word";

/** A text without case, accents, punctuation, articles and plurals: its words, one space between them. */
export function keyOf(text: string): string {
  const folded = fold(text);
  const said = withoutArticles(words(withoutPunctuation(folded)).map(root));
  if (said.length) return said.join(" ");
  // Without words it is its signs, or its accents when it has no more than those.
  return words(folded).join("") || words(text.normalize("NFKC")).join("");
}

/** Whether a reader would call two keys the same; figures and short words must match exactly. */
export function near(one: string, other: string): boolean {
  return one === other || (sameFigures(one, other) && sameWords(one, other));
}

const figures = (key: string) => key.split(" ").filter(isFigure).join(" ");
const sameFigures = (one: string, other: string) => figures(one) === figures(other);

function sameWords(one: string, other: string): boolean {
  const [a, b] = [one.split(" "), other.split(" ")];
  // "ice cream", "icecream"
  if (a.join("") === b.join("")) return true;
  let allowed = slipsInText(Math.min(length(a.join("")), length(b.join(""))));
  if (allowed === 0 || a.length !== b.length) return false;
  return a.every((word, at) => {
    const its = b[at] ?? "";
    if (word === its) return true;
    // Never in the first letter, where people seldom slip and words often differ.
    if (isFigure(word) || isFigure(its) || [...word][0] !== [...its][0]) return false;
    const cost = slips(word, its);
    if (cost > Math.min(allowed, slipsInWord(Math.min(length(word), length(its))))) return false;
    allowed -= cost;
    return true;
  });
}

const length = (text: string) => [...text].length;
const slipsInText = (letters: number) => (letters < 6 ? 0 : letters < 8 ? 1 : 2);
const slipsInWord = (letters: number) => (letters < 4 ? 0 : letters < 8 ? 1 : 2);

/** "The" says nothing anywhere; the other articles only in front. One word always stays. */
function withoutArticles(said: string[]): string[] {
  const rest = [...said];
  for (;;) {
    while (rest.length > 1 && isArticle(rest[0] ?? "")) rest.shift();
    const at = rest.indexOf("the");
    if (rest.length < 2 || at < 0) return rest;
    rest.splice(at, 1);
  }
}

/** Inside a word, and no part of it: apostrophes, joiners, selectors. */
const DROPPED =
  /['`\u2018\u2019\u201b\u02bc\u05f3\u05f4\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0000}-\u{e0fff}]/u;
/** Between words. Plus and hash stay: C, C++ and C# are three languages. */
const MARK =
  /[!-"$-*,-/:-@[-`{-~¡§«¶·»¿\u05be\u05c0\u05c3،؛؟۔\u0964\u0965\u2010-\u2027\u2030-\u205e\u2212\u3001-\u3003\u3008-\u3011\u3014-\u301f\u30fb]/u;

/** Marks become blanks or nothing; signs that change a number stay. */
function withoutPunctuation(text: string): string {
  const chars = [...text];
  const digit = (at: number) => isFigure(chars[at] ?? "");
  const sign = (c: string, at: number): string => {
    if ((c === "." || c === ",") && digit(at - 1) && digit(at + 1)) {
      let run = 0;
      while (digit(at + 1 + run)) run += 1;
      // 1,000 and 1.000 are a thousand on either side of the border; 3.5 is not 35.
      return run === 3 ? "" : ".";
    }
    const first = at === 0 || /\p{White_Space}/u.test(chars[at - 1] ?? "");
    if ((c === "-" || c === "\u2212") && digit(at + 1) && first) return "-";
    if (c === "&") return " and ";
    if (DROPPED.test(c)) return "";
    return MARK.test(c) ? " " : c;
  };
  // What stood apart may now compose.
  return chars.map(sign).join("").normalize("NFC");
}
