import { fileURLToPath } from "node:url";
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

// The names of classes are hashes of paths below this folder. A build is then the same in every checkout.
const rootDir = fileURLToPath(new URL("../../", import.meta.url));

export default { preprocess: vitePreprocess(), compilerOptions: { runes: true, rootDir } };
