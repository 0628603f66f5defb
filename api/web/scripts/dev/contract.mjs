// Keeps the contract's documents and the app's types up to date with the rules.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const WEB = fileURLToPath(new URL("../../", import.meta.url));

/** Writes the documents with `executable`, and the types if a document changed. Returns whether one did. */
export async function updateTypes(root, executable) {
  const before = await documents(root);
  await run(executable, ["contract"], { cwd: root });
  if ((await documents(root)) === before) return false;
  // In the folder of the app, where Prettier finds its plugins.
  await run(process.execPath, ["scripts/contract-types.mjs"], { cwd: WEB });
  return true;
}

const documents = async (root) =>
  (
    await Promise.all(
      ["openapi", "asyncapi"].map((name) => readFile(`${root}docs/${name}.json`, "utf8")),
    )
  ).join();
