import { fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet, tick } from "svelte";
import { expect, describe, test, vi } from "vitest";
import { locale, setLocale } from "$app/i18n/index.svelte";
import Announcer, { announce } from "$app/ui/Announcer.svelte";
import Avatar from "$app/ui/Avatar.svelte";
import ConfirmDialog from "$app/ui/ConfirmDialog.svelte";
import EmptyState from "$app/ui/EmptyState.svelte";
import LanguageSwitch from "$app/ui/LanguageSwitch.svelte";
import PageShell from "$app/ui/PageShell.svelte";
import Prompt from "$app/ui/Prompt.svelte";
import Skyline from "$app/ui/Skyline.svelte";

const snippet = (html: string) => createRawSnippet(() => ({ render: () => html }));

describe("Announcer", () => {
  test("has a polite and an urgent region", async () => {
    const { container } = render(Announcer);
    announce("A player joined");
    announce("Five seconds left", "urgent");
    await tick();
    expect(screen.getByRole("status").textContent).toBe("A player joined");
    expect(container.querySelector("[aria-live=assertive]")?.textContent).toBe("Five seconds left");
  });
});

describe("Avatar", () => {
  test("is decoration without a label", () => {
    const { container } = render(Avatar, { avatar: "sun:coral" });
    const svg = container.querySelector("svg");
    expect(svg?.getAttribute("aria-hidden")).toBe("true");
    expect(svg?.getAttribute("style")).toContain("var(--coral)");
  });

  test("is an image with a label", () => {
    render(Avatar, { avatar: "sun:coral", label: "Ana" });
    expect(screen.getByRole("img", { name: "Ana" })).toBeTruthy();
  });

  test("has open eyes, or closed ones when asleep", () => {
    const awake = render(Avatar, { avatar: "sun:coral" }).container;
    expect(awake.querySelectorAll("ellipse")).toHaveLength(2);
    const asleep = render(Avatar, { avatar: "sun:coral", asleep: true }).container;
    expect(asleep.querySelectorAll("ellipse")).toHaveLength(0);
    expect(asleep.querySelector(".lids")).not.toBeNull();
  });

  test("derives missing parts from the id", () => {
    const html = () => render(Avatar, { avatar: null, id: "p1" }).container.innerHTML;
    expect(html()).toBe(html());
  });
});

describe("Prompt", () => {
  test("shows a text without a gap", () => {
    const { container } = render(Prompt, { text: "Who was first?" });
    expect(container.textContent).toBe("Who was first?");
  });

  test("names an empty gap for screen readers", () => {
    const { container } = render(Prompt, { text: "It rains ____." });
    expect(container.querySelector(".gap")?.textContent).toBe("blank");
    expect(container.querySelector("mark")).toBeNull();
  });

  test("shows the answer in the gap", () => {
    const { container } = render(Prompt, { text: "It rains ____.", filled: "frogs" });
    expect(container.querySelector("mark")?.textContent).toBe("frogs");
    expect(container.textContent).toBe("It rains frogs.");
  });
});

describe("EmptyState", () => {
  test("shows a title, an explanation and buttons", () => {
    const children = snippet("<button>Try again</button>");
    render(EmptyState, { title: "No packs", lead: "Write one.", children });
    expect(screen.getByText("No packs")).toBeTruthy();
    expect(screen.getByText("Write one.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });

  test("needs the title only", () => {
    const { container } = render(EmptyState, { title: "No packs" });
    expect(container.querySelectorAll("p")).toHaveLength(1);
  });
});

describe("LanguageSwitch", () => {
  test("marks the language and changes it", async () => {
    render(LanguageSwitch);
    const pressed = (name: string) =>
      screen.getByRole("button", { name }).getAttribute("aria-pressed");
    expect([pressed("English"), pressed("Dansk")]).toEqual(["true", "false"]);
    await fireEvent.click(screen.getByRole("button", { name: "Dansk" }));
    await expect.poll(() => pressed("Dansk")).toBe("true");
    expect(locale()).toBe("da");
    await setLocale("en");
  });
});

describe("PageShell", () => {
  test("has a title, links and content", () => {
    const { container } = render(PageShell, {
      title: "Account",
      links: snippet('<a href="/packs">Packs</a>'),
      children: snippet("<h1>Hello</h1>"),
    });
    expect(document.title).toContain("Account");
    expect(screen.getByRole("link", { name: "Packs" })).toBeTruthy();
    expect(screen.getByRole("heading", { name: "Hello" })).toBeTruthy();
    expect(container.querySelector("main")?.className).toContain("narrow");
  });

  test("can be wide", () => {
    const props = { title: "Packs", width: "wide", children: snippet("<p>List</p>") } as const;
    const { container } = render(PageShell, props);
    expect(container.querySelector("main")?.className).toContain("wide");
  });
});

describe("Skyline", () => {
  test("draws the wanted number of houses", () => {
    const { container } = render(Skyline, { houses: 9 });
    expect(container.querySelectorAll("g")).toHaveLength(9);
    expect(container.querySelector("svg")?.getAttribute("aria-hidden")).toBe("true");
  });
});

describe("ConfirmDialog", () => {
  const props = (run: () => Promise<void>, done: string[]) => ({
    title: "Delete “Lists”?",
    paragraphs: ["Its link will stop working.", "You can’t undo this."],
    action: "Delete",
    busyLabel: "One moment…",
    keepLabel: "Keep it",
    run,
    errorText: (error: unknown) => `Failed: ${String(error)}`,
    ondone: () => void done.push("done"),
    onclose: () => void done.push("closed"),
  });

  test("stays open with the reason until the action succeeds", async () => {
    const done: string[] = [];
    let tries = 0;
    const run = () => (++tries === 1 ? Promise.reject("offline") : Promise.resolve());
    render(ConfirmDialog, props(run, done));
    expect(screen.getByRole("dialog", { name: "Delete “Lists”?" })).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "Delete" }));
    expect((await screen.findByText("Failed: offline")).getAttribute("role")).toBe("alert");
    expect(done).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Delete" }));
    await vi.waitFor(() => expect([...done].sort()).toEqual(["closed", "done"]));
    expect(tries).toBe(2);
  });

  test("does nothing when it is closed", async () => {
    const done: string[] = [];
    render(
      ConfirmDialog,
      props(() => Promise.reject("not to be run"), done),
    );
    await fireEvent.click(screen.getByRole("button", { name: "Keep it" }));
    await vi.waitFor(() => expect(done).toEqual(["closed"]));
  });
});
