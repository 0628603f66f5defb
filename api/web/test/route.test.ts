import { expect, test } from "vitest";
import { codeOf, route } from "$app/route";
import { avatarOf, avatarText, COLOURS, SHAPE_NAMES } from "$app/ui/avatar";

test.each([
  ["/", { face: "phone", code: null }],
  ["/join", { face: "phone", code: null }],
  ["/join/kwxtr", { face: "phone", code: "KWXTR" }],
  ["/KWXTR", { face: "phone", code: "KWXTR" }],
  ["/host", { face: "host", code: null }],
  ["/host/KWXTR/", { face: "host", code: "KWXTR" }],
  ["/account", { face: "account" }],
  ["/packs", { face: "packs", pack: null }],
  ["/packs/starter-da/", { face: "packs", pack: "starter-da" }],
])("%s", (path, to) => expect(route(path)).toEqual(to));

test("a code is read as people type it", () => {
  expect(codeOf(" kw-xt r")).toBe("KWXTR");
});

test("an avatar goes over the wire and back", () => {
  for (const shape of SHAPE_NAMES) {
    for (const colour of COLOURS) {
      expect(avatarOf(avatarText({ shape, colour }))).toEqual({ shape, colour });
    }
  }
});

test("whoever chose none gets one, always the same", () => {
  expect(avatarOf(null, "p1")).toEqual(avatarOf("dragon:puce", "p1"));
});
