/** Loads the English texts for component tests, and removes each test's components from the page. */

import { afterEach, beforeAll } from "vitest";
import { cleanup } from "@testing-library/svelte";
import { setLocale } from "$app/i18n/index.svelte";

beforeAll(() => setLocale("en"));
afterEach(() => cleanup());
