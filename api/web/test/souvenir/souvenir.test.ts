import { describe, expect, test } from "vitest";
import { wrapped } from "$app/souvenir/picture";
import { souvenirCsv, type Souvenir, type SouvenirRow } from "$app/souvenir/souvenir";

const row = (rank: number, name: string, score: number): SouvenirRow => ({
  ...{ id: name, avatar: null, rank, name, score },
});
const souvenir = (rows: SouvenirRow[], awards: Souvenir["awards"] = []): Souvenir => ({
  ...{ headline: "", rows, awards, bestLie: null },
});
const HEADINGS = ["Rank", "Name", "Points", "Awards"];
const lines = (of: Souvenir) => souvenirCsv(of, HEADINGS, "Team").trimEnd().split("\r\n").slice(1);

describe("the table of results", () => {
  test("has a row for each player, with the awards", () => {
    const award = { name: "Bo", title: "Truth seeker", reason: "", emoji: "", quote: null };
    const csv = souvenirCsv(
      souvenir([row(1, "Ana", 4_500), row(2, "Bo", -50)], [award]),
      HEADINGS,
      "Team",
    );
    expect(csv).toBe("\ufeffRank,Name,Points,Awards\r\n1,Ana,4500,\r\n2,Bo,-50,Truth seeker\r\n");
  });

  test("has the players with their teams, then the teams", () => {
    const people = [
      { ...row(1, "Ana", 900), team: "Team Star" },
      { ...row(2, "Bo", 100), team: "Team Moon" },
    ];
    const teams = souvenir([row(1, "Team Star", 900), row(2, "Team Moon", 100)]);
    expect(lines({ ...teams, people })).toEqual([
      ...["1,Ana,900,,Team Star", "2,Bo,100,,Team Moon", ""],
      ...["1,Team Star,900", "2,Team Moon,100"],
    ]);
  });

  test("quotes commas and quotes", () => {
    expect(lines(souvenir([row(1, 'Bo, "the" cat', 0)]))).toEqual(['1,"Bo, ""the"" cat",0,']);
  });

  test.each(["=1+1", "@SUM(A1)", "+cmd", "-2+3"])("makes no formula of %s", (name) => {
    expect(lines(souvenir([row(1, name, 0)]))).toEqual([`1,'${name},0,`]);
  });
});

test("breaks a text at spaces", () => {
  const fits = (text: string) => text.length <= 9;
  expect(wrapped("a lamp post in Vejle", fits)).toEqual(["a lamp", "post in", "Vejle"]);
  expect(wrapped("unbreakable word", fits)).toEqual(["unbreakable", "word"]);
});
