import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { aliases, CARTRIDGES, dedupe } from "./aliases.ts";
import { classicScript } from "./classic-script.ts";
import manifest from "./package.json" with { type: "json" };

/** Address of the API server that `vite dev` forwards requests to. */
const api = process.env.API_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [svelte(), classicScript("src/floor.js")],
  resolve: { alias: aliases, dedupe },
  build: {
    // "safari >= 15" as "safari15".
    target: manifest.browserslist.map((browser) => browser.replace(" >= ", "")),
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    // The texts that the licences of bundled packages require. NOTICE refers to this file.
    license: { fileName: "licences/packages.md" },
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": api, "/version": api, "/ws": { target: api, ws: true } },
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
