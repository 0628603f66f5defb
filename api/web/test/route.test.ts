import { expect, test } from "vitest";
import { normaliseCode, route } from "$app/route";
import { parseAvatar, formatAvatar, COLOURS, SHAPE_NAMES } from "$app/ui/avatar";

test.each([
  ["/", { page: "phone", code: null }],
  ["/join", { page: "phone", code: null }],
  ["/join/kwxtrn", { page: "phone", code: "KWXTRN" }],
  ["/KWXTRN", { page: "phone", code: "KWXTRN" }],
  ["/host", { page: "host", code: null }],
  ["/host/KWXTRN/", { page: "host", code: "KWXTRN" }],
  ["/account", { page: "account" }],
  ["/admin", { page: "admin" }],
  ["/packs", { page: "packs", pack: null }],
  ["/join/BCDFG%", { page: "phone", code: "BCDFG" }],
  ["/%E0%A4%A", { page: "phone", code: "E0A4A" }],
  ["/host/KWXTRN%", { page: "host", code: "KWXTRN" }],
  ["/packs/%E0%A4%A", { page: "packs", pack: "%E0%A4%A" }],
  ["/packs/caf%C3%A9", { page: "packs", pack: "café" }],
  ["/packs/starter-da/", { page: "packs", pack: "starter-da" }],
])("%s", (path, to) => expect(route(path)).toEqual(to));

test("normalises a typed code", () => {
  expect(normaliseCode(" kw-xt rn")).toBe("KWXTRN");
});

test("round-trips an avatar", () => {
  for (const shape of SHAPE_NAMES) {
    for (const colour of COLOURS) {
      expect(parseAvatar(formatAvatar({ shape, colour }))).toEqual({ shape, colour });
    }
  }
});

test("derives a stable avatar from the id", () => {
  expect(parseAvatar(null, "p1")).toEqual(parseAvatar("dragon:puce", "p1"));
});

test("the bare address leads to the games on a wide screen", () => {
  expect(route("/", true)).toEqual({ page: "host", code: null });
  expect(route("/join", true)).toEqual({ page: "phone", code: null });
  expect(route("/KWXTRN", true)).toEqual({ page: "phone", code: "KWXTRN" });
});
