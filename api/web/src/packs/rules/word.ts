/** A word's singular and numeric value. The same rules as the server's module `text::word`. */

const IRREGULAR = new Map(
  Object.entries({
    children: "child",
    feet: "foot",
    geese: "goose",
    men: "man",
    mice: "mouse",
    people: "person",
    teeth: "tooth",
    women: "woman",
  }),
);

const SMALL =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " +
  "sixteen seventeen eighteen nineteen";
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety";
const FIGURES = new Map<string, string>([
  ...SMALL.split(" ").map((word, n): [string, string] => [word, String(n)]),
  ...TENS.split(" ").map((word, n): [string, string] => [word, String((n + 2) * 10)]),
  ["hundred", "100"],
  ["thousand", "1000"],
  ["million", "1000000"],
  ["billion", "1000000000"],
]);

const ARTICLES = new Set(["a", "an", "the", "en", "et", "den", "det", "de"]);

export const isArticle = (word: string): boolean => ARTICLES.has(word);

/** Whether a word has a digit, so that one typing error changes its meaning. */
export const isFigure = (word: string): boolean => /\p{N}/u.test(word);

/** A Roman numeral in its usual form, such as "xvii". */
const ROMAN = /^(?=.)m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/;

/** Whether a typing error would turn a word into another number. */
export const isExact = (word: string): boolean => isFigure(word) || ROMAN.test(word);

/** Returns a folded word's singular, or its digits when it names a number. */
export function root(word: string): string {
  if (isFigure(word)) return word;
  const one = singular(word);
  return FIGURES.get(one) ?? one;
}

function singular(word: string): string {
  // Repeats until nothing changes, so that the root of a root is itself.
  for (;;) {
    const irregular = IRREGULAR.get(word);
    if (irregular) return irregular;
    const shorter = withoutEnding(word);
    if (shorter === null) return word;
    word = shorter;
  }
}

function withoutEnding(word: string): string | null {
  const letters = [...word].length;
  const ends = (endings: string[]) => endings.some((ending) => word.endsWith(ending));
  if (letters >= 5) {
    if (ends(["ies"])) return `${word.slice(0, -3)}y`;
    // "movie" and "movies" must have the same root.
    if (ends(["ie"])) return `${word.slice(0, -2)}y`;
    if (ends(["ches", "shes", "sses", "xes"])) return word.slice(0, -2);
  }
  return letters >= 4 && ends(["s"]) && !ends(["is", "ss", "us"]) ? word.slice(0, -1) : null;
}
