// ESLint runs from the repository's root (see `check:lint`), because the games' screens are outside
// this package and ESLint ignores files outside its base folder.
import { createRequire } from "node:module";
import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import svelte from "eslint-plugin-svelte";
import compat from "eslint-plugin-compat";
import globals from "globals";
import tseslint from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** The oldest supported browsers. */
const { browserslist } = createRequire(import.meta.url)("./package.json");

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/**",
      "api/web/dist/**",
      "api/web/e2e/pictures/**",
      "api/web/src/contract/generated.ts",
    ],
  },
  js.configs.recommended,
  tseslint.configs.recommended,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
  },
  {
    files: ["api/web/src/**", "shared/cartridges/*/web/**"],
    ignores: ["**/test/**", "**/gallery/**"],
    ...compat.configs["flat/recommended"],
    // The plugin itself looks for a `package.json` above each file; games have none.
    settings: { browsers: browserslist },
  },
  {
    rules: {
      // TypeScript reports unknown names itself, and knows the types of the DOM and of Vite.
      "no-undef": "off",
      // A leading underscore marks names that a destructuring drops.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      // The `words.ts` of a feature extends `LaterMessages` by its own keys.
      "@typescript-eslint/no-empty-object-type": [
        "error",
        { allowInterfaces: "with-single-extends" },
      ],
      // Maps and sets that only this module reads need no reactivity. Rendered state uses `$state`.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
);
