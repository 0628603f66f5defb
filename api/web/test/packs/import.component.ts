import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "$app/core/http";
import { setLocale } from "$app/i18n/index.svelte";
import ImportForm from "$app/packs/files/ImportForm.svelte";
import ImportPreview from "$app/packs/files/ImportPreview.svelte";
import PackFiles from "$app/packs/files/PackFiles.svelte";
import RefusedRows from "$app/packs/files/RefusedRows.svelte";
import { packsApi } from "$app/packs/packs";
import type { FilePreview, Pack } from "$app/packs/packs-api";
import "$app/packs/words";

vi.mock("$app/account/auth.svelte", () => ({
  withToken: (call: (token: string) => unknown) => call("token"),
}));

const kahoot: FilePreview = {
  format: "kahoot",
  formats: ["kahoot"],
  headings: ["Question - max 120 characters", "Answer 1"],
  ignored_columns: ["Time limit"],
  questions: 1,
  refused: 1,
  first_rows: [
    {
      row: 1,
      line: 2,
      excerpt: "What is it?",
      question: { kind: "open", prompt: "What is it?", answer: "this", decoys: ["that"] },
    },
    { row: 2, line: 3, excerpt: "Who?", faults: [] },
  ],
  refused_rows: [
    {
      row: 2,
      line: 3,
      excerpt: "Who?",
      faults: [{ field: "", code: "no_answer", message: "none" }],
    },
  ],
};
const table: FilePreview = { ...kahoot, format: "csv", formats: ["csv", "gift"], refused: 0 };

async function choose(name: string) {
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) throw new Error("there is no file field");
  Object.defineProperty(input, "files", { value: [new File(["x"], name)], configurable: true });
  await fireEvent.change(input);
}

beforeEach(() => setLocale("en"));
afterEach(() => vi.restoreAllMocks());

describe("ImportPreview", () => {
  test("shows questions, faults and unused columns", async () => {
    const { container } = render(ImportPreview, { preview: kahoot, recognized: true });
    expect(screen.getByRole("heading", { name: "Recognised: Kahoot template" })).toBeTruthy();
    screen.getByText("1 question to import, 1 row with a problem.");
    expect(screen.getByText("Decoys: that")).toBeTruthy();
    expect(container.textContent).toContain("Line 3");
    expect(container.textContent).toContain("skipped: Time limit.");
    expect(container.textContent).toContain("Columns found: Question and Answer 1.");
    // Another language changes every text at once.
    await setLocale("da");
    await waitFor(() =>
      expect(container.textContent).toContain("Intet svar er markeret som rigtigt."),
    );
    expect(container.textContent).toContain("Genkendt: Skabelon fra Kahoot");
    expect(container.textContent).not.toContain("No answer");
  });
});

describe("RefusedRows", () => {
  test("shows few rows at first", async () => {
    const faults = [{ field: "answer", code: "empty", message: "" }];
    const rows = Array.from({ length: 100 }, (_, at) => ({
      row: at + 1,
      line: at + 2,
      excerpt: `row ${at}`,
      faults,
    }));
    const { container } = render(RefusedRows, { rows, refused: 1234 });
    const count = () => container.querySelectorAll("ol > li").length;
    expect(count()).toBe(5);
    await fireEvent.click(screen.getByRole("button", { name: "Show 100 rows" }));
    expect(count()).toBe(100);
    screen.getByText("And 1,134 more rows.");
    screen.getByText("Answer: This is empty. Fill it in.", { selector: "li:first-child li" });
  });
});

describe("ImportForm", () => {
  test("a workbook offers no other format", async () => {
    vi.spyOn(packsApi, "preview").mockResolvedValue(kahoot);
    render(ImportForm, { onimported: () => {} });
    await choose("our_quiz.xlsx");
    await screen.findByRole("button", { name: "Import only the good question" });
    expect(screen.queryByLabelText("Read the file as")).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>("Title of the new pack").value).toBe("our quiz");
  });

  test("changes the format, then imports in it", async () => {
    const preview = vi.spyOn(packsApi, "preview").mockResolvedValue(table);
    const report = { added: 1, already_there: 0, refused: 0, rows: [] };
    const pack = { pack_id: "key", title: "Ours" } as Pack;
    const call = vi.spyOn(packsApi, "import").mockResolvedValue({ pack, report });
    const onimported = vi.fn();
    render(ImportForm, { into: pack, onimported });
    await choose("cards.txt");
    await fireEvent.change(await screen.findByLabelText("Read the file as"), {
      target: { value: "gift" },
    });
    expect(preview.mock.lastCall?.[1]).toBe("gift");
    await fireEvent.click(await screen.findByRole("button", { name: "Import 1 question" }));
    expect(await screen.findByText("1 question added.")).toBeTruthy();
    expect(call.mock.lastCall?.[0]).toMatchObject({ into: "key", format: "gift", rows: "all" });
    expect(onimported).toHaveBeenCalledOnce();
  });

  test("shows faults of the file in the reader's language", async () => {
    const file = { code: "encoding", params: { byte: "0xe6" }, line: 2, column: 4 };
    const refusal = new ApiError("invalid_file", "This file cannot be used.", null, null, { file });
    vi.spyOn(packsApi, "preview").mockRejectedValue(refusal);
    const { container } = render(ImportForm, { onimported: () => {} });
    await choose("old.csv");
    await screen.findByText(/^Line 2, character 4: The file isn’t in UTF-8/);
    await setLocale("da");
    await screen.findByText(/^Linje 2, tegn 4: Filen er ikke i UTF-8/);
    expect(container.textContent).not.toContain("cannot");
    // Another format would not help.
    expect(screen.queryByLabelText("Læs filen som")).toBeNull();
    expect(screen.queryByRole("button", { name: /Importér/ })).toBeNull();
  });

  test("offers the formats when none was recognised", async () => {
    const file = { code: "no_questions_recognized", params: { found: "Hello" } };
    const refusal = new ApiError("invalid_file", "no known format", null, null, { file });
    const preview = vi.spyOn(packsApi, "preview").mockRejectedValueOnce(refusal);
    render(ImportForm, { onimported: () => {} });
    await choose("hello.txt");
    const format = await screen.findByLabelText("Read the file as");
    format.focus();
    preview.mockResolvedValue(table);
    await fireEvent.change(format, { target: { value: "csv" } });
    await screen.findByRole("heading", { name: "Read as: Table (CSV)" });
    expect(screen.getAllByRole("status")[0]?.textContent).toContain("1 question to import.");
    expect(document.activeElement).toBe(format);
  });

  test("shows the server's rejection at the field", async () => {
    vi.spyOn(packsApi, "preview").mockResolvedValue(table);
    const refusal = new ApiError("invalid_input", "title: too long", null, "title");
    vi.spyOn(packsApi, "import").mockRejectedValue(refusal);
    render(ImportForm, { onimported: () => {} });
    await choose("x.csv");
    await fireEvent.click(await screen.findByRole("button", { name: "Import 1 question" }));
    await screen.findByText("Write a title of up to 60 characters.");
    expect(screen.queryByText(/too long/)).toBeNull();
  });
});

describe("PackFiles", () => {
  test("exports with the chosen separator", async () => {
    const call = vi.spyOn(packsApi, "export").mockRejectedValue(new ApiError("unreachable", "no"));
    render(PackFiles, { pack: { pack_id: "key", title: "Ours" } as Pack, onimported: () => {} });
    const button = screen.getByRole("button", { name: "Export as CSV with semicolons" });
    const hint = document.getElementById(button.getAttribute("aria-describedby") ?? "");
    expect(hint?.textContent).toContain("Excel in Danish");
    await fireEvent.click(button);
    expect(call).toHaveBeenCalledWith("key", "csv_semicolon", "token");
    expect((await screen.findAllByRole("alert"))[0]?.textContent).not.toBe("");
  });
});
