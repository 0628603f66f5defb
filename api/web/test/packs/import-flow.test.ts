/** The steps of an import, with calls that the test answers. */

import { expect, test } from "vitest";
import { ApiError } from "$app/core/http";
import { MAX_BYTES } from "$app/packs/files/file";
import { ImportFlow, type ImportCalls } from "$app/packs/files/import-flow.svelte";
import type { FilePreview, ImportRequest, ImportResult, Pack } from "$app/packs/packs-api";

const preview = (format: string, refused = 0): FilePreview => ({
  format,
  formats: [format, "gift"],
  headings: [],
  ignored_columns: [],
  questions: 3,
  refused,
  first_rows: [],
  refused_rows: [],
});
const result: ImportResult = {
  pack: {} as Pack,
  report: { added: 3, already_there: 0, refused: 0, rows: [] },
};
const unused = () => Promise.reject(new Error("not called"));
const csv = new File(["prompt,answer,decoys"], "family.csv");

/** Calls whose previews wait until the test answers them, by format. */
function waiting() {
  const answers = new Map<string | null, (preview: FilePreview) => void>();
  const calls: ImportCalls = {
    preview: (_, format) => new Promise((resolve) => answers.set(format, resolve)),
    import: unused,
  };
  return {
    calls,
    answer: (format: string | null, with_: FilePreview) => answers.get(format)?.(with_),
  };
}

test("drops the answer to an earlier preview", async () => {
  const { calls, answer } = waiting();
  const flow = new ImportFlow(calls);
  const first = flow.choose(csv);
  const second = flow.readAs("gift");
  answer("gift", preview("gift"));
  await second;
  answer(null, preview("csv"));
  await first;
  expect([flow.preview?.format, flow.format, flow.running]).toEqual(["gift", "gift", null]);
});

test("another file is recognised again", async () => {
  const asked: (string | null)[] = [];
  const flow = new ImportFlow({
    preview: async (_, format) => {
      asked.push(format);
      return preview(format ?? "csv");
    },
    import: unused,
  });
  await flow.choose(csv);
  await flow.readAs("gift");
  await flow.choose(new File(["x"], "other.txt"));
  expect(asked).toEqual([null, "gift", null]);
});

test.each([
  [0, "all"],
  [2, "good"],
])("%i refused rows import %s rows", async (refused, rows) => {
  const requests: ImportRequest[] = [];
  const flow = new ImportFlow({
    preview: async () => preview("csv", refused),
    import: async (request) => {
      requests.push(request);
      return result;
    },
  });
  await flow.choose(csv);
  await flow.import({ into: "key" });
  expect(requests).toEqual([{ into: "key", file: csv, format: null, rows }]);
  expect([flow.outcome?.result, flow.preview]).toEqual([result, null]);
});

test("a large file is not uploaded", async () => {
  const flow = new ImportFlow({ preview: unused, import: unused });
  await flow.choose(new File([new Uint8Array(MAX_BYTES + 1)], "huge.csv"));
  expect(flow.failure).toMatchObject({ code: "too_large" });
});

test("a file that changed is named as the cause", async () => {
  const unreachable = () => Promise.reject(new ApiError("unreachable", "no answer"));
  const flow = new ImportFlow({ preview: unreachable, import: unused });
  await flow.choose(csv);
  expect(flow.failure).toMatchObject({ code: "unreachable" });
  const changed = new File(["x"], "changed.csv");
  changed.slice = () => ({ arrayBuffer: () => Promise.reject(new Error("changed")) }) as Blob;
  await flow.choose(changed);
  expect(flow.failure).toMatchObject({ code: "file_changed" });
});

test("a failed import keeps the preview", async () => {
  const limit = new ApiError("pack_limit", "full");
  const flow = new ImportFlow({
    preview: async () => preview("csv"),
    import: () => Promise.reject(limit),
  });
  await flow.choose(csv);
  await flow.import({ into: null, title: "T", language: "en" });
  expect([flow.failure, flow.preview?.format]).toEqual([limit, "csv"]);
});
