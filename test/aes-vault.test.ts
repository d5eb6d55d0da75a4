import { randomBytes, webcrypto } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createVault, DICE, type KeyRing } from "../adapters/aes-vault.ts";

const KEY = Buffer.from(Array.from({ length: 32 }, (_, at) => at));
const PLACE = "entries:case-1:1:sealed";

function ringOf(...names: string[]): KeyRing {
  return { current: names[0] ?? "", keys: new Map(names.map((name) => [name, randomBytes(32)])) };
}

function openVault(ring = ringOf("k1")) {
  return createVault(() => ring);
}

/** AES-256-GCM by another hand: the format as it is written down, not as the vault computes it. */
async function sealByHand(text: string, { id, place }: { readonly id: string; readonly place: string }) {
  const bytes = Buffer.from(text);
  const padded = Buffer.alloc(1024);
  padded.writeUInt32BE(bytes.length);
  bytes.copy(padded, 4);
  const nonce = Buffer.alloc(12, 7);
  const key = await webcrypto.subtle.importKey("raw", KEY, "AES-GCM", false, ["encrypt"]);
  const additionalData = Buffer.from(`a1.${id}.${place}`);
  const sealed = await webcrypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData }, key, padded);
  return `a1.${id}.${nonce.toString("base64url")}.${Buffer.from(sealed).toString("base64url")}`;
}

describe("a vault", () => {
  test("opens what another hand sealed by the written format", async () => {
    const vault = openVault({ current: "k1", keys: new Map([["k1", KEY]]) });
    expect(vault.open(await sealByHand("Ереже 🙈", { id: "k1", place: PLACE }), PLACE)).toBe("Ереже 🙈");
  });

  test("gives back every text as it was", () => {
    const vault = openVault();
    const whole = fc.string({ unit: "binary", maxLength: 3000 });
    fc.assert(fc.property(whole, (text) => vault.open(vault.seal(text, PLACE), PLACE) === text.toWellFormed()));
  });

  test("gives back a long text", () => {
    const vault = openVault();
    const text = "Қазақстан ".repeat(100_000);
    expect(vault.open(vault.seal(text, PLACE), PLACE)).toBe(text);
  });

  test("keeps half a surrogate pair from breaking the text: it becomes the replacement character", () => {
    const vault = openVault();
    expect(vault.open(vault.seal("a\uD800b", PLACE), PLACE)).toBe("a\uFFFDb");
  });

  test("does not open a text that was moved to another place", () => {
    const vault = openVault();
    const [first, second] = [vault.seal("first", "askers:1:sealed"), vault.seal("second", "askers:2:sealed")];
    expect(() => vault.open(first, "askers:2:sealed")).toThrow("does not open");
    expect(() => vault.open(second, "askers:1:sealed")).toThrow("does not open");
  });

  test("opens nothing in which a single bit is not as it was", () => {
    const vault = openVault();
    const sealed = vault.seal("The seeds.", PLACE);
    const [format = "", id = "", nonce = "", body = ""] = sealed.split(".");
    const bytes = Buffer.concat([Buffer.from(nonce, "base64url"), Buffer.from(body, "base64url")]);
    let opened = 0;
    for (let round = 0; round < 300; round += 1) {
      const changed = Buffer.from(bytes);
      const bit = DICE.below(changed.length * 8);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const text = [
        format,
        id,
        changed.subarray(0, 12).toString("base64url"),
        changed.subarray(12).toString("base64url"),
      ];
      try {
        vault.open(text.join("."), PLACE);
        opened += 1;
      } catch {}
    }
    expect(opened).toBe(0);
  });

  test("never gives another text, whichever character of it was changed", () => {
    const vault = openVault();
    const sealed = vault.seal("The seeds.", PLACE);
    const character = fc.constantFrom(..."Aa0-_.!= ");
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), character, (at, other) => {
        const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
        try {
          return vault.open(changed, PLACE) === "The seeds.";
        } catch {
          return true;
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(["", "a1", "a1.k1", "a1.k1..", "a2.k1.AAAA.AAAA", "a1.k1.AAAA.AAAA", "The seeds."])(
    "says of %j that it is damaged, in one line without the text",
    (sealed) => {
      expect(() => openVault().open(sealed, PLACE)).toThrow(/^a sealed text (is damaged|does not open)[^\n]*$/);
    },
  );

  test("does not open a text whose end was cut off", () => {
    const vault = openVault();
    const sealed = vault.seal("The seeds.", PLACE);
    for (const length of [1, 2, 20, 700, sealed.length - 30]) {
      expect(() => vault.open(sealed.slice(0, -length), PLACE)).toThrow("a sealed text");
    }
  });

  test("takes a new nonce each time", () => {
    const vault = openVault();
    const nonces = Array.from({ length: 20_000 }, () => vault.seal("", PLACE).split(".")[2]);
    expect(new Set(nonces).size).toBe(20_000);
  });

  test("takes nonces of twelve bytes", () => {
    const nonce = openVault().seal("", PLACE).split(".")[2] ?? "";
    expect(Buffer.from(nonce, "base64url")).toHaveLength(12);
  });
});

describe("a sealed text", () => {
  test("is as long for a short text as for one of a thousand bytes", () => {
    const vault = openVault();
    const lengths = ["", "no", "x".repeat(500), "я".repeat(510)].map((text) => vault.seal(text, PLACE).length);
    expect(new Set(lengths).size).toBe(1);
  });

  test("grows in steps of a kilobyte", () => {
    const vault = openVault();
    const bytesOf = (count: number): number =>
      Buffer.from(vault.seal("x".repeat(count), PLACE).split(".")[3] ?? "", "base64url").length - 16;
    expect([1020, 1021, 2044, 2045].map(bytesOf)).toEqual([1024, 2048, 2048, 3072]);
  });

  test("names its key and nothing else", () => {
    const sealed = openVault(ringOf("key-one")).seal("The seeds.", PLACE);
    expect(sealed).toMatch(/^a1\.key-one\.[\w-]{16}\.[\w-]+$/);
  });
});

describe("the keys of a vault", () => {
  test("all open, the current one seals", () => {
    const ring = ringOf("old");
    const sealed = openVault(ring).seal("The seeds.", PLACE);
    const vault = openVault({ current: "new", keys: new Map([...ring.keys, ["new", randomBytes(32)]]) });
    expect(vault.open(sealed, PLACE)).toBe("The seeds.");
    expect([vault.isCurrent(sealed), vault.isCurrent(vault.seal("", PLACE))]).toEqual([false, true]);
  });

  test("are asked for each time, so that a new one counts at once", () => {
    let ring = ringOf("old");
    const vault = createVault(() => ring);
    const sealed = vault.seal("The seeds.", PLACE);
    ring = { current: "new", keys: new Map([...ring.keys, ["new", randomBytes(32)]]) };
    expect(vault.seal("", PLACE)).toMatch(/^a1\.new\./);
    expect(vault.open(sealed, PLACE)).toBe("The seeds.");
  });

  test("that are gone are named in the cause, and the message stays one for all faults", () => {
    const sealed = openVault(ringOf("gone")).seal("The seeds.", PLACE);
    const failing = () => openVault(ringOf("k1")).open(sealed, PLACE);
    expect(failing).toThrow("a sealed text does not open: damaged, moved, or sealed under another key");
    try {
      failing();
    } catch (fault) {
      expect(fault).toMatchObject({ cause: { message: "there is no data key gone" } });
    }
  });

  test("of the same name but another value do not open it", () => {
    const sealed = openVault(ringOf("k1")).seal("The seeds.", PLACE);
    expect(() => openVault(ringOf("k1")).open(sealed, PLACE)).toThrow("does not open");
  });

  test("must hold the current one", () => {
    expect(() => openVault({ current: "k2", keys: ringOf("k1").keys }).seal("", PLACE)).toThrow(
      "there is no data key k2",
    );
  });
});

describe("the dice", () => {
  test("fall evenly, from 0 to below the limit", () => {
    const counts = new Map<number, number>();
    for (let throws = 0; throws < 6000; throws += 1) {
      const fallen = DICE.below(6);
      counts.set(fallen, (counts.get(fallen) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...counts.values()].every((count) => count > 800 && count < 1200)).toBe(true);
  });

  test("give as many bytes as were asked for, never the same", () => {
    const all = Array.from({ length: 1000 }, () => Buffer.from(DICE.bytes(16)).toString("hex"));
    expect([new Set(all).size, all.every((bytes) => bytes.length === 32)]).toEqual([1000, true]);
  });
});
