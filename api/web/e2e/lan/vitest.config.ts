import e2e from "../../vitest.e2e.config.ts";

/** Suites in a local network without a way out of it (`bin/lib/lan.sh`), on one `wpp` as at most parties. */
export default {
  ...e2e,
  test: {
    ...e2e.test,
    include: ["e2e/lan/*.e2e.ts"],
    exclude: [],
    env: { WPP_TEST_PLATFORM: "party" },
  },
};
