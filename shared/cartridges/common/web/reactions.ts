/** The counts of emoji in an event. */

export type Counts = Readonly<Record<string, number>>;

/** Returns one emoji for each reaction. */
export function reactionsOf(counts: Counts): string[] {
  return Object.entries(counts).flatMap(([emoji, count]) => Array<string>(count).fill(emoji));
}
