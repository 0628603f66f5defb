import { readFileSync } from "node:fs";
import { minify } from "terser";
import type { Plugin } from "vite";

/**
 * Writes a classic script into the end of the page's body, before the app's modules run. Vite itself builds only
 * modules. The server's content security policy contains the hash of the script.
 */
export function inlineScript(path: string): Plugin {
  return {
    name: "inline-script",
    transformIndexHtml: async () => {
      const { code } = await minify(readFileSync(path, "utf8"), { ecma: 5, ie8: true });
      return [{ tag: "script", children: code ?? "", injectTo: "body" }];
    },
  };
}
