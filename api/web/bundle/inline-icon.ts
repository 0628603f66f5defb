import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Writes an icon in SVG into the page: the headers of another response would be larger than the icon. */
export function inlineIcon(path: string): Plugin {
  return {
    name: "inline-icon",
    transformIndexHtml: {
      // Vite would make a file of it.
      order: "pre",
      handler: (page) => {
        const svg = readFileSync(path, "utf8").trim().replace(/"/g, "'");
        const url = `data:image/svg+xml,${svg.replace(/[#%<>]/g, encodeURIComponent)}`;
        return page.replace(`href="/${path}"`, `href="${url}"`);
      },
    },
  };
}
