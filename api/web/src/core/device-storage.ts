/**
 * Data this device keeps between page loads: profile, seats, drafts, hosted rooms and settings. All keys
 * share one prefix, so that "forget me" can remove every personal value.
 */

import type { KeyStore } from "./ports";

const PREFIX = "wpp.";
/** Seats and rooms kept. The oldest are dropped first. Each takes a few hundred bytes. */
const MAX_KEPT = 6;

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

export class DeviceStorage {
  constructor(private readonly store: KeyStore) {}

  profile(): Profile | null {
    return this.#read<Profile>("profile");
  }

  saveProfile(profile: Profile): void {
    this.#write("profile", profile);
  }

  seat(code: string): SeatToken | null {
    return this.#read<SeatToken>(`seat.${code}`);
  }

  saveSeat(code: string, seat: SeatToken): void {
    this.#saveNewest("seat", code, seat);
  }

  /** Returns the code of the room in which this device took a seat last; null when there is none. */
  lastSeat(): string | null {
    const codes = this.#read<string[]>("seat") ?? [];
    return codes.reverse().find((code) => this.seat(code)) ?? null;
  }

  removeSeat(code: string): void {
    this.store.remove(`${PREFIX}seat.${code}`);
    this.#removeDrafts(code);
  }

  /** Returns the seat for which this device waits; null when it waits for none. */
  request(code: string): SeatToken | null {
    return this.#read<SeatToken>(`request.${code}`);
  }

  saveRequest(code: string, seat: SeatToken): void {
    this.#saveNewest("request", code, seat);
  }

  removeRequest(code: string): void {
    this.store.remove(`${PREFIX}request.${code}`);
  }

  room(code: string): HostRoom | null {
    return this.#read<HostRoom>(`room.${code}`);
  }

  /** Returns the code of the room that this device opened last; null when there is none. */
  lastRoom(): string | null {
    const codes = this.#read<string[]>("room") ?? [];
    return codes[codes.length - 1] ?? null;
  }

  saveRoom(code: string, room: HostRoom): void {
    this.#saveNewest("room", code, room);
  }

  removeRoom(code: string): void {
    this.store.remove(`${PREFIX}room.${code}`);
    this.#write(
      "room",
      (this.#read<string[]>("room") ?? []).filter((kept) => kept !== code),
    );
  }

  /** Returns the unsent text for one question of a session; empty when there is none. */
  draft(code: string, question: string): string {
    return this.store.get(`${PREFIX}draft.${code}.${question}`) ?? "";
  }

  /** Stores a draft, and drops the session's drafts for earlier questions. */
  saveDraft(code: string, question: string, text: string): void {
    const key = `${PREFIX}draft.${code}.${question}`;
    if (this.store.get(key) === null) this.#removeDrafts(code);
    if (text) this.store.set(key, text);
    else this.store.remove(key);
  }

  /** Returns this browser's random id. The first call creates it. */
  deviceId(): string {
    const key = `${PREFIX}device`;
    const known = this.store.get(key);
    if (known) return known;
    // `crypto.randomUUID` is missing on pages without https.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.store.set(key, id);
    return id;
  }

  setting(name: string): string | null {
    return this.store.get(`${PREFIX}set.${name}`);
  }

  saveSetting(name: string, value: string): void {
    this.store.set(`${PREFIX}set.${name}`, value);
  }

  /** Removes name, avatar, seats and drafts. Hosted rooms stay. */
  removePersonalData(): void {
    for (const key of this.store.keys()) {
      const personal = ["profile", "seat", "request", "draft."].some((part) =>
        key.startsWith(PREFIX + part),
      );
      if (personal) this.store.remove(key);
    }
  }

  #removeDrafts(code: string): void {
    for (const key of this.store.keys()) {
      if (key.startsWith(`${PREFIX}draft.${code}.`)) this.store.remove(key);
    }
  }

  /** Stores a value under its code. The key `kind` holds the list of codes, the newest last. */
  #saveNewest(kind: "seat" | "request" | "room", code: string, value: unknown): void {
    const codes = (this.#read<string[]>(kind) ?? []).filter((kept) => kept !== code);
    codes.push(code);
    for (const old of codes.splice(0, Math.max(0, codes.length - MAX_KEPT))) {
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
