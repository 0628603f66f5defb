import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import type { Plugin } from "vite";

/**
 * Adds a classic script to the end of the page's body, before the app's modules run. Vite itself builds only
 * modules. The file's name contains a hash of its content, like those of all other files.
 */
export function classicScript(path: string): Plugin {
  const source = readFileSync(path, "utf8");
  const hash = createHash("sha256").update(source).digest("base64url").slice(0, 8);
  const fileName = `assets/${basename(path, extname(path))}-${hash}${extname(path)}`;
  let building = false;
  return {
    name: "classic-script",
    configResolved: ({ command }) => {
      building = command === "build";
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source });
    },
    transformIndexHtml: () => [
      {
        tag: "script",
        attrs: { src: building ? `/${fileName}` : `/${path}` },
        injectTo: "body",
      },
    ],
  };
}
