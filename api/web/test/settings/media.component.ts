/** A picture as a setting: without an account, with a chosen file, without a description, and with files to delete. */

import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Setting } from "$app/contract/types";
import { ApiError } from "$app/core/http";
import { setLocale } from "$app/i18n/index.svelte";
import MediaSetting from "$app/settings/MediaSetting.svelte";
import { packsApi } from "$app/packs/packs";
import type { OwnMedia } from "$app/packs/packs-api";
import * as auth from "$app/account/auth.svelte";

type MediaSettingProps = Extract<Setting, { kind: "media" }>;
const setting = {
  key: "logo",
  kind: "media",
  media: "picture",
  default: null,
} as unknown as MediaSettingProps;
const ACCOUNT = { account_id: "a_ana", name: "Ana" } as unknown as ReturnType<
  typeof auth.currentAccount
>;

vi.mock("$app/account/auth.svelte", { spy: true });

/** A file of the account. Each test has another one, because a page remembers which it has deleted. */
let own: OwnMedia;
let tests = 0;

beforeEach(async () => {
  const file = `${String((tests += 1)).padStart(64, "0")}.png`;
  const [kind, url, created_at] = [
    "picture",
    `/media/${file}`,
    "2026-11-30T12:00:00.000Z",
  ] as const;
  own = { file, kind, url, alt: "A tower", bytes: 70, created_at };
  await setLocale("en");
  vi.mocked(auth.currentAccount).mockReturnValue(ACCOUNT);
  vi.mocked(auth.withToken).mockImplementation((run) => run("token"));
});

const open = (value: unknown) => {
  const onchange = vi.fn();
  render(MediaSetting, { setting, value, label: "Logo", onchange });
  return onchange;
};

/** Opens the list of files, which has one. */
async function listFiles(): Promise<void> {
  vi.spyOn(packsApi, "listMedia").mockResolvedValue([own]);
  await fireEvent.click(screen.getByRole("button", { name: "Your files" }));
}

test("guests are asked to log in", () => {
  vi.mocked(auth.currentAccount).mockReturnValue(null);
  open(null);
  screen.getByText("Logo: Log in to choose a file.");
});

test("a picture needs a description", async () => {
  const onchange = open({ file: own.file, alt: "" });
  const alt = screen.getByLabelText<HTMLTextAreaElement>("What does the picture show?");
  expect(alt.validity.customError).toBe(true);
  await fireEvent.input(alt, { target: { value: "A tower" } });
  expect(onchange).toHaveBeenLastCalledWith({ file: own.file, alt: "A tower" });
  await fireEvent.click(screen.getByRole("button", { name: "Remove" }));
  expect(onchange).toHaveBeenLastCalledWith(null);
});

test("offers the files of the account", async () => {
  const onchange = open(null);
  await listFiles();
  await fireEvent.click(await screen.findByRole("button", { name: "A tower" }));
  expect(packsApi.listMedia).toHaveBeenCalledWith("picture", "token");
  expect(onchange).toHaveBeenLastCalledWith({ file: own.file, alt: "A tower" });
});

describe("deletes a file", () => {
  const remove = vi.spyOn(packsApi, "deleteMedia");
  const confirm = async () => {
    await fireEvent.click(await screen.findByRole("button", { name: /^Delete ?: A tower$/ }));
    screen.getByRole("dialog", { name: "Delete “A tower”?" });
    await fireEvent.click(screen.getByRole("button", { name: "Delete for good" }));
  };

  test.each([
    ["that the account has", () => Promise.resolve()],
    ["that another page has deleted", () => Promise.reject(new ApiError("not_found", ""))],
  ])("%s, and empties the setting", async (_, answer) => {
    remove.mockImplementation(answer);
    const onchange = open({ file: own.file, alt: "A tower" });
    await listFiles();
    await confirm();
    const status = await screen.findByText("“A tower” was deleted.");
    expect(status.role).toBe("status");
    expect(remove).toHaveBeenLastCalledWith(own.file, "token");
    expect(screen.queryByRole("button", { name: "A tower" })).toBeNull();
    await vi.waitFor(() => expect(onchange).toHaveBeenLastCalledWith(null));
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole("button", { name: "Your files" })),
    );
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("unless questions use it", async () => {
    remove.mockRejectedValue(new ApiError("media_in_use", ""));
    const onchange = open({ file: own.file, alt: "A tower" });
    await listFiles();
    await confirm();
    const text = "Questions use this file. Delete them, or give them another file.";
    expect((await screen.findByText(text)).role).toBe("alert");
    await fireEvent.click(screen.getByRole("button", { name: "Keep it" }));
    screen.getByRole("button", { name: "A tower" });
    expect(onchange).not.toHaveBeenCalled();
  });

  test("that a loaded preset names, until the file is uploaded again", async () => {
    remove.mockResolvedValue();
    open(null);
    await listFiles();
    await confirm();
    await screen.findByText("“A tower” was deleted.");
    cleanup();
    const onchange = open({ file: own.file, alt: "A tower" });
    await vi.waitFor(() => expect(onchange).toHaveBeenLastCalledWith(null));

    vi.spyOn(packsApi, "uploadMedia").mockResolvedValue(own);
    const input = screen.getByLabelText<HTMLInputElement>("Choose another file");
    Object.defineProperty(input, "files", { value: [new File(["picture"], "tower.png")] });
    await fireEvent.change(input);
    await vi.waitFor(() =>
      expect(onchange).toHaveBeenLastCalledWith({ file: own.file, alt: "A tower" }),
    );
    cleanup();
    const again = open({ file: own.file, alt: "A tower" });
    await tick();
    expect(again).not.toHaveBeenCalled();
  });
});
