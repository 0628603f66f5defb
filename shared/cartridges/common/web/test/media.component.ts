import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick, type Component } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SessionScript } from "$app/gallery/session-script";
import { fakeSession } from "$test/fake-session";
import WithSession from "$test/WithSession.svelte";
import type { Media } from "../media/media";
import PhoneMedia from "../media/PhoneMedia.svelte";
import ScreenMedia from "../media/ScreenMedia.svelte";

const TOWER: Media = { kind: "picture", url: "/media/1.jpg", alt: "A tower of stone" };

describe("The picture of a question", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("has its description for screen readers", () => {
    render(ScreenMedia, { media: TOWER });
    expect(screen.getByRole("img", { name: "A tower of stone" }).getAttribute("src")).toBe(
      TOWER.url,
    );
  });

  test("is tried again, and then replaced by its description", async () => {
    render(PhoneMedia, { media: TOWER });
    for (const pause of [500, 2_000, 5_000]) {
      await fireEvent.error(screen.getByRole("img"));
      expect(screen.queryByRole("img")).toBeNull();
      expect(screen.getByText("A tower of stone", { exact: false })).toBeTruthy();
      await vi.advanceTimersByTimeAsync(pause);
      await tick();
    }
    await fireEvent.error(screen.getByRole("img"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen.queryByRole("img")).toBeNull();
    expect(screen.getByText("A tower of stone", { exact: false })).toBeTruthy();
  });

  test("is another one for the next question", async () => {
    const { rerender } = render(ScreenMedia, { media: TOWER });
    await fireEvent.error(screen.getByRole("img"));
    await rerender({ media: { ...TOWER, url: "/media/2.jpg" } });
    expect(screen.getByRole("img").getAttribute("src")).toBe("/media/2.jpg");
  });
});

test("the TV starts to load the sound as it shows the question", () => {
  const loads: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    loads.push(url);
    return new Promise(() => {});
  });
  const { session } = fakeSession(new SessionScript("quiz", 2, null).started([0, 0]).snapshot);
  const media: Media = { kind: "sound", url: "/media/1.mp3", alt: "A bird sings" };
  render(WithSession, {
    session,
    component: ScreenMedia as unknown as Component<Record<string, unknown>>,
    componentProps: { media },
  });
  expect(loads, "without waiting for another file").toEqual([media.url]);
  vi.unstubAllGlobals();
});

test("a phone describes the sound and does not play it", () => {
  const media: Media = { kind: "sound", url: "/media/1.mp3", alt: "A bird sings" };
  const { container } = render(PhoneMedia, { media });
  expect(screen.getByText("Listen to the big screen.")).toBeTruthy();
  expect(screen.getByText("A bird sings")).toBeTruthy();
  expect(container.querySelector("audio, button")).toBeNull();
});
