import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { aliases, dedupe } from "./aliases.ts";

/**
 * Suites that drive a real browser. Two run at a time, because most of them wait for the phases of a game. The
 * time limits are for slow machines.
 */
export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: aliases, dedupe },
  test: {
    include: ["e2e/**/*.e2e.ts"],
    exclude: ["e2e/lan/**"],
    environment: "node",
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 180_000,
  },
});
