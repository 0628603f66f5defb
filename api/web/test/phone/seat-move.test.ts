import { expect, test } from "vitest";
import { carriesSeat, moveAddress, parseMove } from "$app/phone/secure/seat-move";

const move = {
  seatCode: "BCDFGH",
  nickname: "Søren & Bo #1",
  avatar: "sun:mustard",
  locale: "da",
} as const;

test("the seat travels in the fragment only", () => {
  const address = new URL(moveAddress("[fd00::7]", 8443, "KLMNPQ", move));
  expect(address.origin).toBe("https://[fd00::7]:8443");
  expect(address.pathname + address.search).toBe("/join/KLMNPQ");
  expect(carriesSeat(address.hash)).toBe(true);
  expect(parseMove(address.hash)).toEqual(move);
});

test("an incomplete seat is refused", () => {
  for (const hash of ["", "#", "#seat=", "#seat=BCDFGH", "#name=Ana", "#seat=&name=Ana"])
    expect(parseMove(hash)).toBeNull();
  expect(parseMove("#seat=BCDFGH&name=Ana&locale=xx")).toMatchObject({ avatar: "", locale: "en" });
});
