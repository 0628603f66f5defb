import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The server's build reads this file. */
const FILE = ".vite/page-sources.txt";

/**
 * Writes the directives of the content security policy for scripts and styles: those of the app's origin, and those
 * that the page contains, by their hashes.
 */
export function pageSources(): Plugin {
  return {
    name: "page-sources",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset" || !dir) this.error("The build has no page.");
      const html = String(page.source);
      const directives = ["script", "style"].map((tag) => {
        const contents = html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"));
        const hashes = Array.from(contents, ([, text]) => ` 'sha256-${sha256(text ?? "")}'`);
        return `${tag}-src 'self'${hashes.join("")}`;
      });
      await writeFile(join(dir, FILE), directives.join("; "));
    },
  };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");
