/** Returns the last element. The oldest supported browsers have no `Array.prototype.at`. */
export const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1];

/** Returns the elements in an order; the list stays as it is. */
export const sorted = <T>(list: readonly T[], compare: (a: T, b: T) => number): T[] =>
  [...list].sort(compare);
