import { expect, test } from "vitest";
import { memoryStore } from "$app/core/browser";
import { DeviceStorage } from "$app/core/device-storage";
import { ApiError } from "$app/core/http";
import { linkIn, redeemHostLink } from "$app/host/host-link";

test("finds the secret in the fragment", () => {
  expect(linkIn("#link=s3cret")).toBe("s3cret");
  for (const fragment of ["", "#", "#link=", "#other=1", "link"])
    expect(linkIn(fragment)).toBeNull();
});

test("keeps the new token on this device", async () => {
  const storage = new DeviceStorage(memoryStore());
  const api = { redeemHostLink: async () => ({ host_token: "h2" }) };
  await redeemHostLink(api, storage, "BCDFGH", "s3cret", "https://x/join/BCDFGH");
  expect(storage.room("BCDFGH")).toEqual({ token: "h2", joinUrl: "https://x/join/BCDFGH" });
});

test("keeps the old token when the link is void", async () => {
  const storage = new DeviceStorage(memoryStore());
  storage.saveRoom("BCDFGH", { token: "h1", joinUrl: "u" });
  const api = { redeemHostLink: () => Promise.reject(new ApiError("not_allowed", "")) };
  await expect(redeemHostLink(api, storage, "BCDFGH", "s3cret", "u")).rejects.toThrow();
  expect(storage.room("BCDFGH")?.token).toBe("h1");
});
