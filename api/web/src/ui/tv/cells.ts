/** Lists of equal cells on the TV: as large as fits, and "+N" for what does not. */

/** A size of the cells, in px with the gap. */
export interface Cell {
  width: number;
  height: number;
}

export interface Arrangement {
  /** Index of the chosen size. */
  size: number;
  /** How many of the list's elements have a cell. When not all do, one cell is left for "+N". */
  shown: number;
}

/** Returns the first of `sizes` with which all `count` cells fit in the space; else the last size, and "+N". */
export function arrange(
  count: number,
  space: { width: number; height: number },
  sizes: readonly Cell[],
): Arrangement {
  const capacity = ({ width, height }: Cell) =>
    Math.max(1, Math.floor(space.width / width)) * Math.max(1, Math.floor(space.height / height));
  const size = sizes.findIndex((cell) => count <= capacity(cell));
  if (size >= 0) return { size, shown: count };
  const last = sizes.length - 1;
  const smallest = sizes[last];
  return { size: last, shown: smallest ? capacity(smallest) - 1 : count };
}

/** Returns the px of one `rem`. */
export const remPx = (): number =>
  parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
