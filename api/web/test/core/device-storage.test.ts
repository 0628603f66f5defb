import { expect, test } from "vitest";
import { memoryStore } from "$app/core/browser";
import { DeviceStorage } from "$app/core/device-storage";

test("keeps one draft for each session", () => {
  const storage = new DeviceStorage(memoryStore());
  storage.saveDraft("BCDFGH", "1.1", "chee");
  storage.saveDraft("BCDFGH", "1.1", "cheese");
  expect(storage.draft("BCDFGH", "1.1")).toBe("cheese");
  expect(storage.draft("BCDFGH", "1.2")).toBe("");
  storage.saveDraft("BCDFGH", "1.2", "ham");
  expect(storage.draft("BCDFGH", "1.1")).toBe("");
});

test("removes personal data but keeps rooms", () => {
  const store = memoryStore();
  const storage = new DeviceStorage(store);
  storage.saveProfile({ nickname: "Ana", avatar: "sun:coral" });
  storage.saveSeat("BCDFGH", { playerId: "p", token: "t" });
  storage.saveDraft("BCDFGH", "1.1", "cheese");
  storage.saveRoom("BCDFGH", { token: "h", joinUrl: "u" });
  storage.removePersonalData();
  expect(storage.profile()).toBeNull();
  expect(storage.seat("BCDFGH")).toBeNull();
  expect(storage.draft("BCDFGH", "1.1")).toBe("");
  expect(storage.room("BCDFGH")).not.toBeNull();
  expect(store.keys().some((key) => store.get(key)?.includes("Ana"))).toBe(false);
});

test("drops the oldest seats", () => {
  const store = memoryStore();
  const storage = new DeviceStorage(store);
  for (let i = 0; i < 10; i++) storage.saveSeat(`CODE${i}`, { playerId: "p", token: "t" });
  expect(storage.seat("CODE0")).toBeNull();
  expect(storage.seat("CODE9")).not.toBeNull();
  expect(store.keys().filter((key) => key.startsWith("wpp.seat."))).toHaveLength(6);
});

test("knows the room of the last seat", () => {
  const storage = new DeviceStorage(memoryStore());
  expect(storage.lastSeat()).toBeNull();
  for (const code of ["BCDFGH", "KLMNPQ"]) storage.saveSeat(code, { playerId: "p", token: "t" });
  expect(storage.lastSeat()).toBe("KLMNPQ");
  storage.removeSeat("KLMNPQ");
  expect(storage.lastSeat()).toBe("BCDFGH");
});

test("ignores invalid stored values", () => {
  const store = memoryStore();
  store.set("wpp.profile", "{");
  expect(new DeviceStorage(store).profile()).toBeNull();
});

test("has one random id for each browser", () => {
  const store = memoryStore();
  const id = new DeviceStorage(store).deviceId();
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  const storage = new DeviceStorage(store);
  storage.removePersonalData();
  expect(storage.deviceId()).toBe(id);
  expect(new DeviceStorage(memoryStore()).deviceId()).not.toBe(id);
});
