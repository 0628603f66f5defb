// Written by `npm run types` from docs/openapi.json and docs/asyncapi.json. Do not edit.

const PLATFORM = ["audience/votes/sums"];
const GAMES: Readonly<Record<string, readonly string[]>> = { lounge: ["view/statuses"] };

/**
 * Returns the maps in the snapshots of a game: objects whose keys are data, unlike declared fields. In a path, `*` stands for
 * an element of an array and for a value of a map.
 */
export const mapsOf = (cartridge: string): string[] => [...PLATFORM, ...(GAMES[cartridge] ?? [])];
