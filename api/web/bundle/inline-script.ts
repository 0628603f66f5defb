import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * Writes a classic script into the end of the page's body, before the app's modules run. Vite itself builds only
 * modules. The server's content security policy contains the hash of the script.
 */
export function inlineScript(path: string): Plugin {
  return {
    name: "inline-script",
    transformIndexHtml: () => {
      const source = readFileSync(path, "utf8");
      const withoutComments = source.replace(/^\s*\/\/.*\n/gm, "").replace(/^\s+/gm, "");
      return [{ tag: "script", children: withoutComments, injectTo: "body" }];
    },
  };
}
