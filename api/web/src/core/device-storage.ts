/**
 * What the device remembers: who you are, your seats, your drafts, the rooms you host. One prefix,
 * so that "forget me" can be complete.
 */

import type { KeyStore } from "./ports";

const PREFIX = "wpp.";
/** Seats and rooms remembered; the oldest give way. Each is a few hundred bytes. */
const KEPT = 6;

export interface Profile {
  nickname: string;
  avatar: string;
}

export interface SeatToken {
  playerId: string;
  token: string;
}

export interface HostRoom {
  token: string;
  joinUrl: string;
}

export class Memory {
  constructor(private readonly store: KeyStore) {}

  profile(): Profile | null {
    return this.#read<Profile>("profile");
  }

  keepProfile(profile: Profile): void {
    this.#write("profile", profile);
  }

  seat(code: string): SeatToken | null {
    return this.#read<SeatToken>(`seat.${code}`);
  }

  keepSeat(code: string, seat: SeatToken): void {
    this.#keepLast("seat", code, seat);
  }

  loseSeat(code: string): void {
    this.store.remove(`${PREFIX}seat.${code}`);
    this.#loseDrafts(code);
  }

  room(code: string): HostRoom | null {
    return this.#read<HostRoom>(`room.${code}`);
  }

  /** The room this device opened last, if it still is remembered. */
  lastRoom(): string | null {
    return this.#read<string[]>("room")?.at(-1) ?? null;
  }

  keepRoom(code: string, room: HostRoom): void {
    this.#keepLast("room", code, room);
  }

  loseRoom(code: string): void {
    this.store.remove(`${PREFIX}room.${code}`);
    this.#write(
      "room",
      (this.#read<string[]>("room") ?? []).filter((kept) => kept !== code),
    );
  }

  /** What was typed for one question of one session, and not sent yet. */
  draft(code: string, question: string): string {
    return this.store.get(`${PREFIX}draft.${code}.${question}`) ?? "";
  }

  /** Keeps one draft a session: an earlier question's is of no use to anybody. */
  keepDraft(code: string, question: string, text: string): void {
    const key = `${PREFIX}draft.${code}.${question}`;
    if (this.store.get(key) === null) this.#loseDrafts(code);
    if (text) this.store.set(key, text);
    else this.store.remove(key);
  }

  setting(name: string): string | null {
    return this.store.get(`${PREFIX}set.${name}`);
  }

  keepSetting(name: string, value: string): void {
    this.store.set(`${PREFIX}set.${name}`, value);
  }

  /** Forgets name, avatar, seats and drafts. The rooms hosted here stay. */
  forgetMe(): void {
    for (const key of this.store.keys()) {
      const mine = ["profile", "seat", "draft."].some((part) => key.startsWith(PREFIX + part));
      if (mine) this.store.remove(key);
    }
  }

  #loseDrafts(code: string): void {
    for (const key of this.store.keys()) {
      if (key.startsWith(`${PREFIX}draft.${code}.`)) this.store.remove(key);
    }
  }

  /** `kind` itself lists the codes, the newest last. */
  #keepLast(kind: "seat" | "room", code: string, value: unknown): void {
    const codes = (this.#read<string[]>(kind) ?? []).filter((kept) => kept !== code);
    codes.push(code);
    for (const old of codes.splice(0, Math.max(0, codes.length - KEPT))) {
      this.store.remove(`${PREFIX}${kind}.${old}`);
    }
    this.#write(kind, codes);
    this.#write(`${kind}.${code}`, value);
  }

  #read<T>(key: string): T | null {
    try {
      return JSON.parse(this.store.get(PREFIX + key) ?? "null") as T | null;
    } catch {
      return null;
    }
  }

  #write(key: string, value: unknown): void {
    this.store.set(PREFIX + key, JSON.stringify(value));
  }
}
