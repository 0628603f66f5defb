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

const messages = Object.entries(asyncapi.components.messages).map(dataOf);

/** AsyncAPI's schemas are JSON Schema, as OpenAPI 3.1's are: one document can hold both. */
const both = {
  openapi: openapi.openapi,
  info: openapi.info,
  paths: {},
  components: {
    schemas: {
      ...asyncapi.components.schemas,
      ...openapi.components.schemas,
      MessageData: {
        type: "object",
        description: "What each message carries as `data`, by its `type`.",
        properties: Object.fromEntries(messages),
        required: messages.map(([name]) => name),
      },
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
