import { existsSync, rmSync } from "node:fs";
import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";

import { createVault } from "../adapters/aes-vault.ts";
import { openKeyFile, readDataKey } from "../adapters/key-file.ts";
import { temporaryFolder } from "./knowledge-files.ts";

const FIRST = Buffer.alloc(32, 1).toString("base64");
const SECOND = Buffer.alloc(32, 2).toString("base64");

async function newPlace(): Promise<string> {
  return path.join(await temporaryFolder(), "data.key");
}

const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);
/** Longer than the clock of any file system takes to move on. */
const tick = () => wait(20);

describe("DATA_KEY", () => {
  test("is one key of 32 bytes", () => {
    const { ring, file, place } = readDataKey(FIRST);
    expect([...ring().keys.values()]).toEqual([Buffer.alloc(32, 1)]);
    expect([file, place]).toEqual([null, "DATA_KEY"]);
  });

  test("may be several: the first seals, all open", () => {
    const sealed = createVault(readDataKey(SECOND).ring).seal("The seeds.", "place");
    const vault = createVault(readDataKey(`${FIRST}, ${SECOND}`).ring);
    expect(vault.open(sealed, "place")).toBe("The seeds.");
    expect(vault.isCurrent(sealed)).toBe(false);
  });

  test("names a key the same at every start, and without telling it", () => {
    const { current } = readDataKey(FIRST).ring();
    expect(readDataKey(`${FIRST},${SECOND}`).ring().current).toBe(current);
    expect(current).toMatch(/^[0-9a-f]{8}$/);
    expect(Buffer.alloc(32, 1).toString("hex")).not.toContain(current);
  });

  test.each(["", "short", FIRST.slice(4), `${FIRST},`])("%j is refused without being told", (value) => {
    expect(() => readDataKey(value)).toThrow(/^DATA_KEY must be 32 bytes in base64$/);
  });
});

describe("the key file", () => {
  test("is made at the first start, its owner's alone, and is the same at the next", async () => {
    const file = await newPlace();
    const first = openKeyFile(file).ring();
    expect(await modeOf(file)).toBe("600");
    expect(openKeyFile(file).ring()).toEqual(first);
    expect([...first.keys.values()].map((key) => key.length)).toEqual([32]);
  });

  test("is made in a folder of its own, its owner's alone", async () => {
    const folder = path.join(await temporaryFolder(), "data");
    openKeyFile(path.join(folder, "data.key"));
    expect(await modeOf(folder)).toBe("700");
  });

  test("leaves nothing beside it", async () => {
    const file = await newPlace();
    const keys = openKeyFile(file);
    keys.file?.add();
    keys.file?.retire();
    expect(await readdir(path.dirname(file))).toEqual(["data.key"]);
  });

  test("that others could read no longer can", async () => {
    const file = await newPlace();
    openKeyFile(file);
    await chmod(file, 0o644);
    openKeyFile(file);
    expect(await modeOf(file)).toBe("600");
  });

  test("made by two at once holds one key for both", async () => {
    const file = await newPlace();
    const [one, two] = [openKeyFile(file), openKeyFile(file)];
    expect(one.ring()).toEqual(two.ring());
  });

  test.each(["", "{}", "not json", '{"current":"a","keys":{}}', '{"current":"a","keys":{"a":"c2hvcnQ="}}'])(
    "that holds %j is refused in one line and is not overwritten",
    async (content) => {
      const file = await newPlace();
      await writeFile(file, content);
      expect(() => openKeyFile(file)).toThrow(/^the key file [^\n]*data\.key cannot be read[^\n]*$/);
      expect(await readFile(file, "utf8")).toBe(content);
    },
  );

  test("does not tell a key in its faults", async () => {
    const file = await newPlace();
    await writeFile(file, JSON.stringify({ current: "b", keys: { a: FIRST } }));
    expect(() => openKeyFile(file)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(FIRST) }));
  });
});

describe("a new key", () => {
  test("seals from then on, and the old one still opens", async () => {
    const keys = openKeyFile(await newPlace());
    const vault = createVault(keys.ring);
    const sealed = vault.seal("The seeds.", "place");
    await tick();
    const name = keys.file?.add();
    expect(keys.ring().current).toBe(name);
    expect(vault.open(sealed, "place")).toBe("The seeds.");
    expect(vault.isCurrent(sealed)).toBe(false);
  });

  test("is seen by a service that runs", async () => {
    const file = await newPlace();
    const service = openKeyFile(file);
    await tick();
    const name = openKeyFile(file).file?.add();
    expect(service.ring().current).toBe(name);
  });

  test("leaves the file its owner's alone", async () => {
    const file = await newPlace();
    openKeyFile(file).file?.add();
    expect(await modeOf(file)).toBe("600");
  });

  test("remains alone when the old ones retire", async () => {
    const keys = openKeyFile(await newPlace());
    const sealed = createVault(keys.ring).seal("The seeds.", "place");
    await tick();
    const name = keys.file?.add();
    await tick();
    keys.file?.retire();
    expect([...keys.ring().keys.keys()]).toEqual([name]);
    expect(() => createVault(keys.ring).open(sealed, "place")).toThrow("does not open");
  });

  // The file system's clock need not have moved between two writes; memory is where it is seen.
  test.skipIf(!existsSync("/dev/shm"))("made and used within the same moment is not lost", () => {
    const file = `/dev/shm/adep-test-${process.pid}.key`;
    onTestFinished(() => rmSync(file));
    const lost = Array.from({ length: 20 }, () => {
      const keys = openKeyFile(file);
      const name = keys.file?.add();
      keys.file?.retire();
      return openKeyFile(file).ring().current === name;
    }).filter((isKept) => !isKept);
    expect(lost).toEqual([]);
  });
});
