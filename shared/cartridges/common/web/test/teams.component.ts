import { render, screen } from "@testing-library/svelte";
import type { Component } from "svelte";
import { describe, expect, test } from "vitest";
import { SessionScript } from "$app/gallery/session-script";
import { fakeSession } from "$test/fake-session";
import WithSession from "$test/WithSession.svelte";
import Finale from "../scoreboard/Finale.svelte";
import PhoneFinale from "../scoreboard/PhoneFinale.svelte";
import PhoneTeamBoard from "../scoreboard/PhoneTeamBoard.svelte";
import { souvenirOf } from "../scoreboard/souvenir";
import type { ScoreView } from "../scoreboard/standings";
import TeamBoard from "../scoreboard/TeamBoard.svelte";

/** Ana and Cecilie lead as the second team, Bo is the first one. */
const VIEW: ScoreView = {
  ranking: [],
  teams: [
    { team: 2, rank: 1, score: 900, delta: 400, members: ["p0", "p2"] },
    { team: 1, rank: 2, score: 100, delta: 0, members: ["p1"] },
  ],
  final: true,
  awards: [],
};

/** Renders a component for the player Bo. */
function renderFor(component: unknown) {
  const script = new SessionScript("quiz", 3, "p1").started([1000, 100, 800]);
  script.with((snapshot) => ({
    ...snapshot,
    players: snapshot.players.map((player, i) => ({ ...player, team: i === 1 ? 1 : 2 })),
  }));
  const fixture = fakeSession(script.snapshot);
  const { container } = render(WithSession, {
    session: fixture.session,
    component: component as Component<Record<string, unknown>>,
    componentProps: { view: VIEW },
  });
  return { container, players: script.snapshot.players };
}

describe("teams", () => {
  test.each([
    ["TV", TeamBoard],
    ["phone", PhoneTeamBoard],
  ])("the %s lists them by rank, with their members", (_, board) => {
    const { container } = renderFor(board);
    const rows = [...container.querySelectorAll("ol li")].map((row) => row.textContent ?? "");
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/Team Moon.*Ana, Cecilie.*900/s);
    expect(rows[1]).toMatch(/Team Star.*Bo.*100/s);
  });

  test("the phone shows the place of the own team", () => {
    renderFor(PhoneTeamBoard);
    expect(screen.getByRole("heading").textContent).toBe("You’re 2nd of 2");
  });

  test("the finale has teams on the podium", () => {
    const { container } = renderFor(Finale);
    expect(screen.getByRole("heading").textContent).toBe("Team Moon wins!");
    expect(container.querySelector(".rank1")?.textContent).toMatch(/Team Moon.*Ana, Cecilie/s);
  });

  test("the phone's finale shows the place of the own team", () => {
    const { container } = renderFor(PhoneFinale);
    expect(screen.getAllByRole("heading")[0]?.textContent).toBe("You’re 2nd of 2");
    expect(container.querySelector("ol .me")?.textContent).toContain("Team Star");
  });

  test("the souvenir has the teams, and the players with their teams", () => {
    const { players } = renderFor(TeamBoard);
    const { headline, rows, people } = souvenirOf(players, VIEW);
    expect(headline).toBe("Team Moon wins!");
    expect(rows.map(({ name, score }) => [name, score])).toEqual([
      ["Team Moon", 900],
      ["Team Star", 100],
    ]);
    expect(people?.map(({ name, team }) => [name, team])).toEqual([
      ["Ana", "Team Moon"],
      ["Cecilie", "Team Moon"],
      ["Bo", "Team Star"],
    ]);
  });
});
