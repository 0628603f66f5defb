/** The settings of the game to record. */

import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import type { Manifest } from "$app/contract/types";
import { api } from "$app/services";
import { simulator } from "$app/simulator/shared";
import StartForm from "$app/simulator/StartForm.svelte";

const setting = (key: string, group: string, value: number) => {
  const kind = "integer";
  return { key, description: key, group, kind, default: value, min: 1, max: 10, unit: null };
};

test("starts a game with the changed settings", async () => {
  const settings = [setting("rounds", "basic", 3), setting("points", "advanced", 5)];
  const manifest = { cartridge: "fib", name: "Fib", content: "questions", settings };
  vi.spyOn(api, "cartridges").mockResolvedValue([manifest as unknown as Manifest]);
  const start = vi.spyOn(simulator, "start").mockResolvedValue();
  render(StartForm, { restarts: 0 });
  await fireEvent.change(await screen.findByRole("combobox", { name: /^Game/ }), {
    target: { value: "fib" },
  });
  const rounds = await screen.findByRole("spinbutton", { name: /rounds/i, hidden: true });
  await fireEvent.input(rounds, { target: { value: "2" } });
  await fireEvent.click(screen.getByRole("button", { name: "New game" }));
  const game = { cartridge: "fib", players: 4, language: "en", seed: 1, config: { rounds: 2 } };
  await vi.waitFor(() => expect(start).toHaveBeenCalledWith(game));
});
