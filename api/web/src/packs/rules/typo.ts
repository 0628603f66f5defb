/** The distance of two words in typing errors. The same rules as the server's module `text::typo`. */

/**
 * Returns the edit distance. An added letter, a missing letter and two swapped neighbours cost 1. A
 * replaced letter costs 2, because real words differ that way.
 */
export function typoDistance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  const at = (row: number[], j: number) => row[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 2;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(above, j) + 1,
        at(row, j - 1) + 1,
        at(above, j - 1) + same,
        swapped ? at(before, j - 2) + 1 : Infinity,
      );
    }
    [before, above] = [above, row];
  }
  return at(above, b.length);
}
