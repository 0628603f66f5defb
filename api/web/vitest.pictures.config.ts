import e2e from "./vitest.e2e.config.ts";

/** The pictures of the README, made with the means of the browser suites. */
export default { ...e2e, test: { ...e2e.test, include: ["e2e/readme/pictures.ts"] } };
