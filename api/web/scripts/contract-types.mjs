// Writes src/contract/generated.ts from what the server says of itself in docs/ (which its own types
// wrote); with --check it only compares, and fails when the file is stale.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import { format, resolveConfig } from "prettier";

const docs = new URL("../../../docs/", import.meta.url);
const target = new URL("../src/contract/generated.ts", import.meta.url);
const read = async (name) => JSON.parse(await readFile(new URL(name, docs), "utf8"));

const [openapi, asyncapi] = [await read("openapi.json"), await read("asyncapi.json")];
const types = async (description) =>
  astToString(await openapiTS(description, { alphabetize: true, emptyObjectsUnknown: true }));

/** A message's data alone: the envelope around it is the same for all, and told once by hand. */
const dataOf = ([name, { payload }]) => [name, payload.properties?.data ?? { type: "object" }];

const messages = Object.entries(asyncapi.components.messages);
/** What the platform itself says, whichever game is on. */
const platform = messages.filter(([, message]) => !message["x-cartridges"]).map(dataOf);
/** What each cartridge says: several may use one type for data of their own. */
const spoken = {};
for (const [name, message] of messages) {
  for (const [cartridge, data] of Object.entries(message["x-cartridges"] ?? {})) {
    (spoken[cartridge] ??= []).push([name, data]);
  }
}

const dictionary = (what, entries) => ({
  type: "object",
  description: what,
  properties: Object.fromEntries(entries),
  required: entries.map(([name]) => name),
});
/** `air_guitar` → `AirGuitar`: what the server puts in front of a cartridge's schemas. */
const prefix = (cartridge) => cartridge.replace(/(?:^|_)(.)/g, (_, letter) => letter.toUpperCase());
const dictionaries = Object.entries(spoken).map(([cartridge, entries]) => [
  `${prefix(cartridge)}MessageData`,
  dictionary(
    `What each message of \`${cartridge}\` carries as \`data\`, by its \`type\`.`,
    entries,
  ),
]);

/** AsyncAPI's schemas are JSON Schema, as OpenAPI 3.1's are: one document can hold both. */
const both = {
  openapi: openapi.openapi,
  info: openapi.info,
  paths: {},
  components: {
    schemas: {
      ...asyncapi.components.schemas,
      ...openapi.components.schemas,
      MessageData: dictionary("What each message carries as `data`, by its `type`.", platform),
      ...Object.fromEntries(dictionaries),
    },
  },
};

const written = await format(
  `// Written by \`npm run types\` from docs/openapi.json and docs/asyncapi.json. Not to be edited.\n\n${await types(both)}`,
  { ...(await resolveConfig(target)), parser: "typescript" },
);

if (process.argv.includes("--check")) {
  const kept = await readFile(target, "utf8").catch(() => "");
  if (kept !== written) {
    console.error("src/contract/generated.ts is stale. Run: npm --prefix api/web run types");
    process.exitCode = 1;
  }
} else {
  await writeFile(target, written);
}
