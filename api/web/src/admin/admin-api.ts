/** The calls of the operator's page. The login is a cookie that scripts cannot read. */

import type { Schemas } from "$app/contract/types";
import { ApiError, call } from "$app/core/http";
import { isWord, type Word } from "./words";

export type Login = Schemas["OperatorLoginView"];
export type Overview = Schemas["Overview"];
export type RoomSummary = Schemas["RoomSummary"];
export type ProcessView = Schemas["ProcessView"];
export type SettingView = Schemas["SettingView"];
export type ListedAccount = Schemas["ListedAccount"];
export type PublicPack = Schemas["PackView"];

/** A line of the log of a process. */
export interface LoggedLine {
  process: string;
  number: number;
  text: string;
}

/** What the page receives, for the gallery. */
export interface AdminFixture {
  overviews: Overview[];
  lines: LoggedLine[];
}

const request = <T>(method: string, path: string, body?: unknown): Promise<T> =>
  call<T>((url, init) => fetch(url, init), method, `/api/admin/${path}`, { body });

export const adminApi = {
  /** Returns the login of this browser; null without one. */
  login: () =>
    request<Login>("GET", "login").catch((error: unknown) => {
      if (error instanceof ApiError && error.code === "not_authenticated") return null;
      throw error;
    }),
  logIn: (name: string, password: string) => request<Login>("POST", "login", { name, password }),
  redeem: (link: string) => request<Login>("POST", "links/redeem", { link }),
  logOut: () => request<void>("POST", "logout"),
  settings: () => request<SettingView[]>("GET", "settings"),
  accounts: (name: string) =>
    request<ListedAccount[]>("GET", `accounts?name=${encodeURIComponent(name)}`),
  deleteAccount: (id: string) => request<void>("DELETE", `accounts/${encodeURIComponent(id)}`),
  /** Returns a page of public packs. `before` is `next` of the previous page. */
  publicPacks: (before: string | null) =>
    call<Schemas["PackPage"]>(
      (url, init) => fetch(url, init),
      "GET",
      `/api/packs?show=public${before ? `&before=${encodeURIComponent(before)}` : ""}`,
      {},
    ),
  deletePack: (id: string) => request<void>("DELETE", `packs/${encodeURIComponent(id)}`),
  backUp: () => request<Schemas["BackupView"]>("POST", "backups"),
  closeRoom: (code: string) =>
    request<Schemas["ClosedRoom"]>("DELETE", `sessions/${encodeURIComponent(code)}`),
};

/** Returns the text for a failed call. */
export function errorWord(error: unknown): Word {
  const word = error instanceof ApiError ? `error_${error.code}` : "";
  return isWord(word) ? word : "error_unexpected";
}
