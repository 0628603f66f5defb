import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { aliases, CARTRIDGES, dedupe } from "./aliases.ts";
import { groups, LATER, LOBBY_CHUNKS, WITHOUT_EFFECTS } from "./bundle/chunks.ts";
import { inlineIcon } from "./bundle/inline-icon.ts";
import { inlineRuntime } from "./bundle/inline-runtime.ts";
import { inlineScript } from "./bundle/inline-script.ts";
import { inlineStyles } from "./bundle/inline-styles.ts";
import { pageSources } from "./bundle/page-sources.ts";
import manifest from "./package.json" with { type: "json" };

/** Address of the API server that `vite dev` forwards requests to. */
const api = process.env.API_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [
    svelte(),
    inlineScript("src/floor.js"),
    inlineIcon("src/assets/icon.svg"),
    inlineStyles(LOBBY_CHUNKS),
    inlineRuntime(),
    pageSources(),
  ],
  resolve: { alias: aliases, dedupe },
  build: {
    // "safari >= 15" as "safari15".
    target: manifest.browserslist.map((browser) => browser.replace(" >= ", "")),
    // Two percent smaller than Rolldown's own minifier.
    minify: "terser",
    terserOptions: { module: true, compress: { passes: 2 } },
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Chunks name the scripts that they import. Lists of them would make the first files larger.
      resolveDependencies: (_file, dependencies) =>
        dependencies.filter((one) => one.endsWith(".css")),
    },
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: { groups },
        // Random letters do not compress, and Rolldown wants at least seven.
        entryFileNames: "assets/[name]-[hash:7].js",
        chunkFileNames: "assets/[name]-[hash:7].js",
        assetFileNames: "assets/[name]-[hash:7][extname]",
      },
      // A file without effects is loaded by those that use it, and not by all that name it.
      treeshake: {
        moduleSideEffects: [
          { test: LATER, sideEffects: false },
          { test: WITHOUT_EFFECTS, sideEffects: false },
        ],
      },
    },
    // The texts that the licences of bundled packages require. NOTICE refers to this file.
    license: { fileName: "licences/packages.md" },
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": api, "/media": api, "/version": api, "/ws": { target: api, ws: true } },
    fs: { allow: [".", CARTRIDGES] },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "node",
          include: ["test/**/*.test.ts", `${CARTRIDGES}/*/web/test/**/*.test.ts`],
        },
      },
      {
        extends: true,
        // Components need Svelte's browser build, not the one for server-side rendering.
        resolve: { conditions: ["browser"] },
        test: {
          name: "components",
          environment: "happy-dom",
          // Another suffix than the unit tests', because `exclude` does not apply outside this folder.
          include: ["test/**/*.component.ts", `${CARTRIDGES}/*/web/test/**/*.component.ts`],
          setupFiles: ["test/setup-components.ts"],
        },
      },
    ],
  },
});
