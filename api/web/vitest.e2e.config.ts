import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { aliases, dedupe } from "./aliases.ts";

/** Suites that drive a real browser. They run one at a time, with time limits for slow machines. */
export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: aliases, dedupe },
  test: {
    include: ["e2e/**/*.e2e.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 180_000,
  },
});
