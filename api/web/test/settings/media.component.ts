/** A picture as a setting: without an account, with a chosen file, and without a description. */

import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import type { Setting } from "$app/contract/types";
import { setLocale } from "$app/i18n/index.svelte";
import MediaSetting from "$app/settings/MediaSetting.svelte";
import { packsApi } from "$app/packs/packs";
import * as auth from "$app/account/auth.svelte";

type MediaSettingProps = Extract<Setting, { kind: "media" }>;
const setting = {
  key: "logo",
  kind: "media",
  media: "picture",
  default: null,
} as unknown as MediaSettingProps;
const FILE = `${"0f".repeat(32)}.png`;
const ACCOUNT = { account_id: "a_ana", name: "Ana" } as unknown as ReturnType<
  typeof auth.currentAccount
>;

vi.mock("$app/account/auth.svelte", { spy: true });

beforeEach(async () => {
  await setLocale("en");
  vi.mocked(auth.currentAccount).mockReturnValue(ACCOUNT);
  vi.mocked(auth.withToken).mockImplementation((run) => run("token"));
});

const open = (value: unknown) => {
  const onchange = vi.fn();
  render(MediaSetting, { setting, value, label: "Logo", onchange });
  return onchange;
};

test("guests are asked to log in", () => {
  vi.mocked(auth.currentAccount).mockReturnValue(null);
  open(null);
  screen.getByText("Logo: Log in to choose a file.");
});

test("a picture needs a description", async () => {
  const onchange = open({ file: FILE, alt: "" });
  const alt = screen.getByLabelText<HTMLTextAreaElement>("What does the picture show?");
  expect(alt.validity.customError).toBe(true);
  await fireEvent.input(alt, { target: { value: "A tower" } });
  expect(onchange).toHaveBeenLastCalledWith({ file: FILE, alt: "A tower" });
  await fireEvent.click(screen.getByRole("button", { name: "Remove" }));
  expect(onchange).toHaveBeenLastCalledWith(null);
});

test("offers the files of the account", async () => {
  const file = { file: FILE, kind: "picture", url: `/media/${FILE}`, alt: "A tower", bytes: 70 };
  const created_at = "2026-11-30T12:00:00.000Z";
  const list = vi.spyOn(packsApi, "listMedia");
  list.mockResolvedValue([{ ...file, created_at }] as Awaited<
    ReturnType<typeof packsApi.listMedia>
  >);
  const onchange = open(null);
  await fireEvent.click(screen.getByRole("button", { name: "Choose from your files" }));
  await fireEvent.click(await screen.findByRole("button", { name: "A tower" }));
  expect(list).toHaveBeenCalledWith("picture", "token");
  expect(onchange).toHaveBeenLastCalledWith({ file: FILE, alt: "A tower" });
});
