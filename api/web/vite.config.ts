import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** Where the API listens while `vite dev` serves the sources. */
const api = process.env.API_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [svelte()],
  build: {
    // Safari 15 and the Chrome of an Android from 2021: optional chaining, no private-field helpers.
    target: ["es2021", "safari15", "chrome94"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": api, "/ws": { target: api, ws: true } },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
