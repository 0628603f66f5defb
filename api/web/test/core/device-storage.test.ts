import { expect, test } from "vitest";
import { memoryStore } from "$app/core/browser";
import { Memory } from "$app/core/device-storage";

test("a draft belongs to its question, and the next question's takes its place", () => {
  const memory = new Memory(memoryStore());
  memory.keepDraft("BCDFG", "1.1", "chee");
  memory.keepDraft("BCDFG", "1.1", "cheese");
  expect(memory.draft("BCDFG", "1.1")).toBe("cheese");
  expect(memory.draft("BCDFG", "1.2")).toBe("");
  memory.keepDraft("BCDFG", "1.2", "ham");
  expect(memory.draft("BCDFG", "1.1")).toBe("");
});

test("forget me leaves nothing of the person, and the rooms they host", () => {
  const store = memoryStore();
  const memory = new Memory(store);
  memory.keepProfile({ nickname: "Ana", avatar: "sun:coral" });
  memory.keepSeat("BCDFG", { playerId: "p", token: "t" });
  memory.keepDraft("BCDFG", "1.1", "cheese");
  memory.keepRoom("BCDFG", { token: "h", joinUrl: "u" });
  memory.forgetMe();
  expect(memory.profile()).toBeNull();
  expect(memory.seat("BCDFG")).toBeNull();
  expect(memory.draft("BCDFG", "1.1")).toBe("");
  expect(memory.room("BCDFG")).not.toBeNull();
  expect(store.keys().some((key) => store.get(key)?.includes("Ana"))).toBe(false);
});

test("old seats give way", () => {
  const store = memoryStore();
  const memory = new Memory(store);
  for (let i = 0; i < 10; i++) memory.keepSeat(`CODE${i}`, { playerId: "p", token: "t" });
  expect(memory.seat("CODE0")).toBeNull();
  expect(memory.seat("CODE9")).not.toBeNull();
  expect(store.keys().filter((key) => key.startsWith("wpp.seat."))).toHaveLength(6);
});

test("a store that holds nonsense is as good as empty", () => {
  const store = memoryStore();
  store.set("wpp.profile", "{");
  expect(new Memory(store).profile()).toBeNull();
});
