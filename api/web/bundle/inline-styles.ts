import type { Plugin } from "vite";

/**
 * Writes the styles of some chunks into the page, so that a phone sends no requests for them. The server's content
 * security policy contains the hash of the styles. `names` are the chunks' names, in the order of their styles.
 */
export function inlineStyles(names: readonly string[]): Plugin {
  let styles = "";
  return {
    name: "inline-styles",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      const files = names.flatMap((name) => {
        const named = chunks.filter((chunk) => chunk.name === name);
        if (named.length === 0)
          this.error(`No chunk has the name "${name}": check bundle/chunks.ts.`);
        return named.flatMap(({ viteMetadata }) => {
          const own = [...(viteMetadata?.importedCss ?? [])];
          // Vite would load the files with the chunk.
          viteMetadata?.importedCss.clear();
          return own;
        });
      });
      styles = files
        .map((file) => {
          const asset = bundle[file];
          if (asset?.type !== "asset") this.error(`${file} is used by two of the chunks.`);
          delete bundle[file];
          // Vite marks the order of its files.
          return String(asset.source)
            .replace(/\/\*\$vite\$:\d+\*\//, "")
            .trim();
        })
        .join("");
    },
    transformIndexHtml: {
      order: "post",
      handler: () => (styles ? [{ tag: "style", children: styles, injectTo: "head" }] : []),
    },
  };
}
