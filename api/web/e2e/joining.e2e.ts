/** Joining, leaving, and being removed from a room. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "./support/browser";
import { expectServerState, fibRoom } from "./support/fib-room";
import { Room, submitGuess, submitLie } from "./support/room";
import { appears, phase } from "./support/sights";
import { useSuite } from "./support/suite";

const suite = useSuite();

describe("joining and leaving", () => {
  test("a removed player stays out", async () => {
    const { tv, first, phones } = await fibRoom(suite, {}, ["Ana", "Bo"]);
    await tv.click('button:has-text("Room")');
    await tv.click("dialog li:has-text('Bo') button");
    await tv.waitForSelector("text=Remove Bo?");
    await tv.click("text=Yes, remove");
    const bo = phones[1]!;
    await bo.waitForSelector("text=You were removed");
    await screenshot(bo, "game/removed-phone");
    await bo.reload();
    await bo.waitForSelector("text=You were removed");
    await first.waitForFunction(() => !document.body.textContent?.includes("Bo"));
  });

  test("a tapped figure hops on the other screens", async () => {
    const { tv, phones } = await fibRoom(suite, {}, ["Ana", "Bo"]);
    const [ana, bo] = phones as [Page, Page];
    await Promise.all([tv, bo].map((page) => page.waitForSelector("li:has-text('Ana')")));
    expect(await tv.locator(".hops").count()).toBe(0);
    await ana.click("button.me");
    await tv.waitForSelector("li:has-text('Ana') .hops");
    await bo.waitForSelector("li:has-text('Ana') .hops");
    await ana.waitForSelector("button.me .hops");
    expect(await tv.locator("li:has-text('Bo') .hops").count()).toBe(0);
  });

  test("the game does not wait for leavers", async () => {
    const { tv, room, phones } = await fibRoom(suite, {}, ["Ana", "Bo", "Cecilie"]);
    await tv.click("button.start-game");
    await Promise.all(phones.map((phone) => phase(phone, "lie")));
    const [ana, bo, cecilie] = phones as [Page, Page, Page];
    for (const phone of [ana, bo]) await submitLie(phone, `${await phone.title()} soup`);
    await cecilie.click("button.player-button");
    await screenshot(cecilie, "game/seat-menu-phone");
    expect(await accessibilityFaults(cecilie)).toEqual([]);
    await cecilie.click("text=Leave the room");
    await cecilie.click("text=Yes, leave");
    await cecilie.waitForSelector("text=Join the party");
    await phase(tv, "guess");
    expect((await room.snapshot()).players.map((player) => player.nickname)).toEqual(["Ana", "Bo"]);
    await cecilie.goto(`${suite.platform.url}/join/${room.code}`);
    await cecilie.waitForSelector("#name");
  });

  test("rejects profanity in names and lies", async () => {
    const { tv, room, first } = await fibRoom(suite, { profanity: "strict" }, ["Ana", "Bo"]);
    const rude = await room.phone("Holy cr4p");
    await rude.waitForSelector("text=Choose another name.");
    await tv.click("button.start-game");
    await phase(first, "lie");
    await first.fill("#lie", "a heap of c.r.a.p");
    await first.click("form button.btn");
    await first.waitForSelector("text=This room keeps its language clean");
    await screenshot(first, "game/profanity-phone");
    await submitLie(first, "a heap of herring");
    await first.waitForSelector(".submitted");
  });

  test("an unknown code keeps the code field", async () => {
    const room = await Room.open(suite.browser, suite.platform.url);
    const phone = await room.phoneBeforeJoining("Bo");
    await phone.goto(suite.platform.url);
    await phone.fill("#code", "zzzzzz");
    await phone.click("text=Find the room");
    await phone.waitForSelector("text=There’s no room with that code");
    expect(await phone.inputValue("#code")).toBe("zzzzzz");
    await phone.goto(`${suite.platform.url}/join/${room.code.slice(0, 5)}%`);
    await phone.waitForSelector("text=There’s no room with that code");
    expect(await phone.inputValue("#code")).toBe(room.code.slice(0, 5));
    await phone.fill("#code", room.code);
    await phone.click("text=Find the room");
    await phone.waitForSelector("#name");
  });

  test("a locked room is reported before a name is typed", async () => {
    const room = await Room.open(suite.browser, suite.platform.url);
    await room.lock();
    const phone = await room.phoneBeforeJoining("");
    await phone.waitForSelector("text=The room is locked");
  });

  test("a full room is reported before a name is typed", async () => {
    const { room } = await fibRoom(suite, { max_players: 2 }, ["Ana", "Bo"]);
    const phone = await room.phoneBeforeJoining("");
    await phone.waitForSelector("text=The room is full");
    await phone.waitForSelector("text=Just watch");
  });

  test("a full room offers to watch", async () => {
    const { tv, room } = await fibRoom(suite, { max_players: 2 }, ["Ana", "Bo"]);
    const late = await room.phoneBeforeJoining("Cecilie");
    await late.waitForSelector("text=The room is full.");
    await screenshot(late, "game/full-phone");
    await late.click("button:has-text('Just watch')");
    await tv.waitForSelector("text=1 watching");
    await tv.click("button.start-game");
    await phase(late, "lie");
    expect(await late.$("#lie")).toBeNull();
  });

  test("late spectators watch and react", async () => {
    const { tv, room, phones } = await fibRoom(suite, {}, ["Ana", "Bo"]);
    await tv.click("button.start-game");
    await Promise.all(phones.map((phone) => phase(phone, "lie")));
    const late = await room.phoneBeforeJoining("Mormor");
    await late.waitForSelector("text=The game has started. You can watch");
    expect(await late.$("button:text-is('Join')")).toBeNull();
    await late.click("button:has-text('Just watch')");
    await phase(late, "lie");
    expect(await late.$("#lie")).toBeNull();
    await late.reload();
    await phase(late, "lie");
    // The game does not wait for spectators.
    for (const phone of phones) await submitLie(phone, `${await phone.title()} soup`);
    await phase(late, "guess");
    expect(await late.$("[data-phase=guess] ul button:not(:disabled)")).toBeNull();
    const reaction = appears(tv, ".reaction");
    await late.click(".reactions button >> nth=0");
    await reaction;
    await screenshot(late, "game/audience-phone");
    expect(await accessibilityFaults(late)).toEqual([]);
    for (const phone of phones) await submitGuess(phone);
    await phase(late, "game_over");
    await expectServerState(late, room);
  });

  test("late players join the next question", async () => {
    const { tv, room, phones } = await fibRoom(suite, { questions_per_round: 2, late_join: true }, [
      "Ana",
      "Bo",
    ]);
    await tv.click("button.start-game");
    await Promise.all(phones.map((phone) => phase(phone, "lie")));
    const late = await room.phoneBeforeJoining("Cecilie");
    await late.waitForSelector("text=to play from the next question");
    await screenshot(late, "game/late-join-phone");
    await late.click("button:text-is('Join')");
    await late.waitForSelector("text=You’re in from the next question.");
    expect(await late.$("#lie")).toBeNull();
    await tv.waitForSelector("li:has-text('Cecilie')");
    for (const phone of phones) await submitLie(phone, `${await phone.title()} soup`);
    for (const phone of phones) await submitGuess(phone);
    for (const phone of [late, ...phones]) await submitLie(phone, `${await phone.title()} stew`);
    for (const phone of [late, ...phones]) await submitGuess(phone);
    await phase(late, "game_over");
    await expectServerState(tv, room);
  });

  test("rejects a duplicate nickname", async () => {
    const room = await Room.open(suite.browser, suite.platform.url);
    await room.phones("Ana");
    const other = await room.phone("ANA");
    await other.waitForSelector("text=That name is taken.");
    await other.fill("#name", "Anna");
    await other.click("form button.btn");
    await other.waitForSelector("text=You’re in!");
  });

  test("closing a room ends every phone", async () => {
    const { room, phones, tv } = await fibRoom(suite, {}, ["Ana", "Bo"]);
    await room.host("exit");
    await Promise.all(phones.map((phone) => phone.waitForSelector("text=The room is closed")));
    await tv.waitForSelector("text=This room is closed");
  });
});
