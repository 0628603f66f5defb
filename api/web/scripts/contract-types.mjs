// Writes src/contract/generated.ts, item-forms.ts and maps.ts from docs/openapi.json and docs/asyncapi.json,
// which are generated from the server's types. With --check the script fails when a file is stale, and writes
// nothing.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import { format, resolveConfig } from "prettier";

const docs = new URL("../../../docs/", import.meta.url);
const contract = new URL("../src/contract/", import.meta.url);
const read = async (name) => JSON.parse(await readFile(new URL(name, docs), "utf8"));

const [openapi, asyncapi] = [await read("openapi.json"), await read("asyncapi.json")];
const types = async (description) =>
  astToString(await openapiTS(description, { alphabetize: true, emptyObjectsUnknown: true }));

/** Returns a message's name and the schema of its `data`. src/contract/types.ts has the envelope's type. */
const dataOf = ([name, { payload }]) => [name, payload.properties?.data ?? { type: "object" }];

const messages = Object.entries(asyncapi.components.messages);
/** The messages that do not depend on the game. */
const platform = messages.filter(([, message]) => !message["x-cartridges"]).map(dataOf);
/** The messages of each cartridge. Several cartridges can use one type with different data. */
const byCartridge = {};
for (const [name, message] of messages) {
  for (const [cartridge, data] of Object.entries(message["x-cartridges"] ?? {})) {
    (byCartridge[cartridge] ??= []).push([name, data]);
  }
}

const dictionary = (description, entries) => ({
  type: "object",
  description,
  properties: Object.fromEntries(entries),
  required: entries.map(([name]) => name),
});
/** Returns the prefix of a cartridge's schemas: `air_guitar` gives `AirGuitar`. */
const prefix = (cartridge) => cartridge.replace(/(?:^|_)(.)/g, (_, letter) => letter.toUpperCase());
const dictionaries = Object.entries(byCartridge).map(([cartridge, entries]) => [
  `${prefix(cartridge)}MessageData`,
  dictionary(`The \`data\` of each message of \`${cartridge}\`, by its \`type\`.`, entries),
]);

const schema = (name) => ({ $ref: `#/components/schemas/${name}` });
const partOf = (cartridge, part) => {
  const name = `${prefix(cartridge)}${prefix(part)}`;
  return name in asyncapi.components.schemas ? schema(name) : {};
};
const NULL = { type: "null" };
const orNull = (one) => ({ oneOf: [one, NULL] });
const cartridges = Object.keys(byCartridge).map((cartridge) => {
  const view = partOf(cartridge, "view");
  const you = { allOf: [schema("OwnView"), partOf(cartridge, "you")] };
  const parts = Object.entries({ view, you });
  return [cartridge, dictionary(`The parts of a snapshot that \`${cartridge}\` writes.`, parts)];
});

/** Returns the name and the type of a cartridge's snapshots: in the lobby, and from the start of the game on. */
const snapshotOf = (cartridge) => {
  const parts = (phase, view, you) => ({
    type: "object",
    properties: { cartridge: { const: cartridge }, phase, view, you: orNull(you) },
    required: ["cartridge", "phase", "view"],
  });
  const you = { allOf: [schema("OwnView"), partOf(cartridge, "you")] };
  const lobby = parts(NULL, NULL, schema("OwnView"));
  const game = parts(orNull(schema("PhaseView")), partOf(cartridge, "view"), you);
  const description = `A snapshot of a room that plays \`${cartridge}\`.`;
  const type = { description, allOf: [schema("Snapshot"), { oneOf: [lobby, game] }] };
  return [`${prefix(cartridge)}Snapshot`, type];
};
const snapshots = Object.keys(byCartridge).map(snapshotOf);
const anySnapshot = {
  description: "A snapshot of any game. `cartridge` decides the types of its parts.",
  oneOf: snapshots.map(([name]) => schema(name)),
};

/**
 * Returns the paths of the maps in a schema: objects whose keys are data, unlike declared fields. In a path, `*` stands for an
 * element of an array and for a value of a map. `within` has the references that lead to the schema.
 */
const mapsIn = (part, path, within = []) => {
  const { $ref, oneOf, anyOf, allOf, properties, items, prefixItems, additionalProperties } = part;
  if ($ref) {
    if (within.includes($ref)) return [];
    return mapsIn(asyncapi.components.schemas[$ref.split("/").pop()], path, [...within, $ref]);
  }
  const at = (name) => (path ? `${path}/${name}` : name);
  const inner = [
    ...[oneOf, anyOf, allOf].flatMap((all) => (all ?? []).map((one) => [path, one])),
    ...Object.entries(properties ?? {}).map(([name, one]) => [at(name), one]),
    ...[items, additionalProperties, ...(prefixItems ?? [])].map((one) => [at("*"), one]),
  ].filter(([, one]) => typeof one === "object");
  const isMap = additionalProperties && !(properties && additionalProperties === true);
  return [...(isMap ? [path] : []), ...inner.flatMap(([to, one]) => mapsIn(one, to, within))];
};
const {
  view: _view,
  you: _you,
  ...platformParts
} = asyncapi.components.schemas.Snapshot_View.properties;
const platformMaps = mapsIn({ properties: platformParts }, "");
const mapsOf = (cartridge) => {
  const you = { allOf: [schema("OwnView"), partOf(cartridge, "you")] };
  const parts = { view: partOf(cartridge, "view"), you };
  return [cartridge, mapsIn({ properties: parts }, "")];
};
// A phone loads these paths on its way to the lobby, so games without maps are left out.
const gameMaps = Object.fromEntries(
  Object.keys(byCartridge)
    .map(mapsOf)
    .filter(([, maps]) => maps.length),
);

/** AsyncAPI and OpenAPI 3.1 both use JSON Schema, so one document can contain the schemas of both. */
const both = {
  openapi: openapi.openapi,
  info: openapi.info,
  paths: {},
  components: {
    schemas: {
      ...asyncapi.components.schemas,
      ...openapi.components.schemas,
      MessageData: dictionary("The `data` of each message, by its `type`.", platform),
      ...Object.fromEntries(dictionaries),
      ...Object.fromEntries(snapshots),
      GameSnapshot: anySnapshot,
      Cartridges: dictionary("What each game writes into snapshots, by its key.", cartridges),
    },
  },
};

const generated =
  "// Written by `npm run types` from docs/openapi.json and docs/asyncapi.json. Do not edit.\n\n";
const forms = Object.fromEntries(
  openapi["x-item-forms"].map(({ kind, ...parts }) => [kind, parts]),
);
const files = {
  "generated.ts": await types(both),
  "item-forms.ts": `/** The parts of the items of each kind. */
    export const ITEM_FORMS = ${JSON.stringify(forms)} as const;`,
  "maps.ts": `const PLATFORM = ${JSON.stringify(platformMaps)};
    const GAMES: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(gameMaps)};

    /**
     * Returns the maps in the snapshots of a game: objects whose keys are data, unlike declared fields. In a path, \`*\` stands for
     * an element of an array and for a value of a map.
     */
    export const mapsOf = (cartridge: string): string[] => [...PLATFORM, ...(GAMES[cartridge] ?? [])];`,
};

for (const [name, text] of Object.entries(files)) {
  const target = new URL(name, contract);
  const options = { ...(await resolveConfig(target)), parser: "typescript" };
  const written = await format(generated + text, options);
  if (!process.argv.includes("--check")) {
    await writeFile(target, written);
  } else if ((await readFile(target, "utf8").catch(() => "")) !== written) {
    console.error(`src/contract/${name} is stale. Run: npm --prefix api/web run types`);
    process.exitCode = 1;
  }
}
