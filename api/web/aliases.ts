import { fileURLToPath } from "node:url";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The repository's `shared/cartridges`: the games' screens, outside this package's folder. */
export const CARTRIDGES = path("../../shared/cartridges");

/** Import aliases for Vite and Vitest. `tsconfig.json` lists the same ones for TypeScript. */
export const aliases = {
  $app: path("./src"),
  $test: path("./test"),
  $cartridges: CARTRIDGES,
  $common: `${CARTRIDGES}/common/web`,
};

/** Packages that sources outside this folder import; they resolve to this package's `node_modules`. */
export const dedupe = ["svelte", "vitest", "happy-dom", "@testing-library/svelte"];
