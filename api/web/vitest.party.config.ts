import e2e from "./vitest.e2e.config.ts";

/** Browser suites that run a second time, on one `wpp` with its own store. */
export default {
  ...e2e,
  test: {
    ...e2e.test,
    include: ["e2e/reconnect.e2e.ts", "e2e/room/evening.e2e.ts"],
    env: { WPP_TEST_PLATFORM: "party" },
  },
};
