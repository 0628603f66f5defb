/** One word: its singular, and the figure it may stand for (`shared/game/src/text/word.rs`). */

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

/** Whether a slip of the thumb would make this word mean something else. */
export const isFigure = (word: string): boolean => /\p{N}/u.test(word);

/** A folded word without its plural ending, or the figure it is the name of. */
export function root(word: string): string {
  if (isFigure(word)) return word;
  const one = singular(word);
  return FIGURES.get(one) ?? one;
}

function singular(word: string): string {
  // Again and again, so that the root of a root is the same root.
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
    // "movie" must meet "movies".
    if (ends(["ie"])) return `${word.slice(0, -2)}y`;
    if (ends(["ches", "shes", "sses", "xes"])) return word.slice(0, -2);
  }
  return letters >= 4 && ends(["s"]) && !ends(["is", "ss", "us"]) ? word.slice(0, -1) : null;
}
