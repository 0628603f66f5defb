import { afterEach, expect, test, vi } from "vitest";
import { GuestAddress } from "$app/session/guest-address.svelte";

const page = (protocol: string) => vi.stubGlobal("location", { protocol });
afterEach(() => vi.unstubAllGlobals());

function guests(known: string, local_host: string | null, reaches = true) {
  const calls: string[] = [];
  const address = new GuestAddress(
    known,
    async () => ({ public_url: "http://192.168.1.7:8080", local_host }),
    async (path) => {
      calls.push(path);
      if (!reaches) throw new TypeError("not found");
      return new Response();
    },
  );
  return { address, calls };
}

test("the QR code never leads to this machine only", async () => {
  page("http:");
  for (const host of ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"]) {
    const { address } = guests(`http://${host}/join/BCDFGH`, null);
    await address.update();
    expect(address.url).toBe("http://192.168.1.7:8080/join/BCDFGH");
    expect(address.typed).toBe("192.168.1.7:8080");
  }
  const { address } = guests("http://[fd00::7]:8080/join/BCDFGH", null);
  await address.update();
  expect(address.url).toBe("http://[fd00::7]:8080/join/BCDFGH");
});

test("the name is shown where it leads to the server", async () => {
  page("http:");
  const { address, calls } = guests("http://192.168.1.7:8080/join/BCDFGH", "party.local:8080");
  expect(address.typed).toBe("192.168.1.7:8080");
  await address.update();
  expect(calls).toEqual(["http://party.local:8080/healthz"]);
  expect(address.typed).toBe("party.local:8080 · 192.168.1.7:8080");
});

test("a name that does not lead to the server is not shown", async () => {
  page("http:");
  const unknown = guests("http://192.168.1.7:8080/join/BCDFGH", "party.local:8080", false);
  await expect(unknown.address.update()).rejects.toThrow();
  expect(unknown.address.typed).toBe("192.168.1.7:8080");
  page("https:");
  const secure = guests("https://party.example/join/BCDFGH", "party.local:8080");
  await secure.address.update();
  expect(secure.calls).toEqual([]);
});
