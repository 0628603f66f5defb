/** Which reactions are new since a screen last looked. */

export type Counts = Readonly<Record<string, number>>;

/** Returns each new reaction. Counts that fell belong to another question, so all of them are new. */
export function newReactions(before: Counts | undefined, now: Counts | undefined): string[] {
  return Object.entries(now ?? {}).flatMap(([emoji, count]) => {
    const known = before?.[emoji] ?? 0;
    return Array<string>(Math.max(0, known > count ? count : count - known)).fill(emoji);
  });
}
