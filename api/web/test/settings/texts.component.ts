/** Lists of texts in the form of settings. */

import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Setting } from "$app/contract/types";
import { setLocale } from "$app/i18n/index.svelte";
import SettingField from "$app/settings/SettingField.svelte";
import { textsFault } from "$app/settings/values";

type Texts = Extract<Setting, { kind: "texts" }>;
const bounds = { min_count: 0, max_count: 3, min_length: 3, max_length: 10 };
const setting = { key: "own", kind: "texts", default: [], ...bounds } as unknown as Texts;

beforeEach(() => setLocale("en"));

test("faults name the text and the limit", () => {
  const fault = (lines: string[], change = {}) =>
    textsFault({ ...setting, ...change }, lines.join("\n"));
  expect(fault([])).toBeNull();
  expect(fault(["one", " ", "two words ", "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧"])).toBeNull();
  expect(fault([], { min_count: 1 })).toEqual({ fault: "few", limit: 1, text: "" });
  expect(fault(["aaa", "bbb", "ccc", "ddd"])).toEqual({ fault: "many", limit: 3, text: "" });
  expect(fault(["aaa", "bb"])).toEqual({ fault: "short", limit: 3, text: "bb" });
  expect(fault(["12345678901"])).toEqual({ fault: "long", limit: 10, text: "12345678901" });
  expect(fault(["Twice", "twice"])).toEqual({ fault: "twice", limit: 1, text: "twice" });
});

describe("the field", () => {
  const open = () => {
    const onchange = vi.fn();
    const optionLabel = (option: string) => option;
    render(SettingField, { setting, value: ["one"], label: "Yours", optionLabel, onchange });
    return { onchange, field: screen.getByLabelText<HTMLTextAreaElement>("Yours") };
  };

  test("reports each line as a text", async () => {
    const { onchange, field } = open();
    expect(field.value).toBe("one");
    screen.getByText("At most 3, each of up to 10 characters.");
    await fireEvent.input(field, { target: { value: "one\n\n two  words \n" } });
    expect(onchange).toHaveBeenLastCalledWith(["one", "two words"]);
    expect(field.value).toBe("one\n\n two  words \n");
    expect(field.validity.valid).toBe(true);
  });

  test("is invalid with a fault, and shows it", async () => {
    const { field } = open();
    await fireEvent.input(field, { target: { value: "ab" } });
    screen.getByText("“ab” is too short. Write at least 3 characters.");
    expect([field.validity.customError, field.getAttribute("aria-invalid")]).toEqual([
      true,
      "true",
    ]);
  });
});
