import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Media } from "../media/media";
import QuestionMedia from "../media/QuestionMedia.svelte";

const TOWER: Media = { kind: "picture", url: "/media/1.jpg", alt: "A tower of stone" };

describe("The picture of a question", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("has its description for screen readers", () => {
    render(QuestionMedia, { media: TOWER, device: "tv" });
    expect(screen.getByRole("img", { name: "A tower of stone" }).getAttribute("src")).toBe(
      TOWER.url,
    );
  });

  test("is tried again, and then replaced by its description", async () => {
    render(QuestionMedia, { media: TOWER, device: "phone" });
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
    const { rerender } = render(QuestionMedia, { media: TOWER, device: "tv" });
    await fireEvent.error(screen.getByRole("img"));
    await rerender({ media: { ...TOWER, url: "/media/2.jpg" }, device: "tv" });
    expect(screen.getByRole("img").getAttribute("src")).toBe("/media/2.jpg");
  });
});

test("a phone describes the sound and does not play it", () => {
  const media: Media = { kind: "sound", url: "/media/1.mp3", alt: "A bird sings" };
  const { container } = render(QuestionMedia, { media, device: "phone" });
  expect(screen.getByText("Listen to the big screen.")).toBeTruthy();
  expect(screen.getByText("A bird sings")).toBeTruthy();
  expect(container.querySelector("audio, button")).toBeNull();
});
