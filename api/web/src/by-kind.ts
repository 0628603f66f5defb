/** Returns the lazy imports of one file of each game, by the game's kind. */
export function byKind<T>(modules: Record<string, T>): Map<string, T> {
  const kindOf = (path: string) => /cartridges\/(\w+)\/web\//.exec(path)?.[1] ?? "";
  return new Map(Object.entries(modules).map(([path, load]) => [kindOf(path), load]));
}
