import type { Plugin } from "vite";

/** The name that Rolldown gives to the file with its helper. */
const RUNTIME = "rolldown-runtime";

/**
 * Copies Rolldown's helper for namespaces into the files that import it. Rolldown always puts the helper into a file of
 * its own, whose request costs a phone three times the helper's size.
 */
export function inlineRuntime(): Plugin {
  return {
    name: "inline-runtime",
    apply: (_config, { mode }) => mode === "production",
    generateBundle: {
      // The manifest lists the imports of each file after that.
      order: "pre",
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
        const runtime = chunks.find(({ name }) => name === RUNTIME);
        if (!runtime) return;
        const [, code, local, exported] =
          /^(.*);export\{(\w+) as (\w+)\};\s*$/s.exec(runtime.code) ?? [];
        if (!code) this.error("The helper has another form: check bundle/inline-runtime.ts.");
        const statement = new RegExp(
          `import\\{${exported}(?: as (\\w+))?\\}from"\\./${runtime.fileName.split("/").pop()}";`,
        );
        for (const chunk of chunks.filter(({ imports }) => imports.includes(runtime.fileName))) {
          if (!statement.test(chunk.code)) this.error(`${chunk.fileName} imports it differently.`);
          chunk.code = chunk.code.replace(
            statement,
            (_, name = exported) => `const ${name}=(()=>{${code};return ${local}})();`,
          );
          chunk.imports = chunk.imports.filter((file) => file !== runtime.fileName);
        }
        delete bundle[runtime.fileName];
      },
    },
  };
}
