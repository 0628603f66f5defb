// Written by `npm run types` from docs/openapi.json and docs/asyncapi.json. Do not edit.

/**
 * The maps in the snapshots of each game: objects whose keys are data, unlike declared fields. In a path, `*` stands for an
 * element of an array and for a value of a map.
 */
export const MAPS: Readonly<Record<string, readonly string[]>> = {
  last_word: ["audience/votes/sums"],
  quiz: ["audience/votes/sums"],
  air_guitar: ["audience/votes/sums"],
  sketch: ["audience/votes/sums"],
  fib: ["audience/votes/sums"],
  lounge: ["audience/votes/sums", "view/statuses"],
};
