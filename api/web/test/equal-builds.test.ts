import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadSvelteConfig } from "@sveltejs/vite-plugin-svelte";
import { compile } from "svelte/compiler";
import { expect, test } from "vitest";

const { compilerOptions } = (await loadSvelteConfig()) ?? {};
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Returns the name of the class of a component that is in a checkout at `root`. */
function className(component: string, root: string, rootDir = ""): string {
  const source = readFileSync(ROOT + component, "utf8");
  const options = { ...compilerOptions, rootDir, filename: root + component };
  return /svelte-\w+/.exec(compile(source, options).css?.code ?? "")?.[0] ?? "no class";
}

test.each([
  "api/web/src/ui/PageShell.svelte",
  "shared/cartridges/common/web/audience/Crowd.svelte",
])("the class of %s does not depend on the folder of the checkout", (component) => {
  const here = className(component, ROOT, compilerOptions?.rootDir);
  expect(here).toMatch(/^svelte-/);
  expect(here).toBe(className(component, "/another/checkout/", "/another/checkout/"));
});
