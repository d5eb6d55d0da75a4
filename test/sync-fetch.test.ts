import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { fetchText, LIMITS, type Marks } from "../adapters/sync/fetch-text.ts";
import { html, listen, MIRROR, OPTIONS, type Reply, redirect, whyNot } from "./sync-server.ts";

const PAGE = "<article><p>1. A made-up point, құрметпен.</p></article>";
const SUM = createHash("sha256").update(PAGE).digest("hex");
const MARKS: Marks = { etag: 'W/"one"', lastModified: "Mon, 05 Jan 2026 00:00:00 GMT" };

const paths: Record<string, Reply> = {};
let site: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  site = await listen(paths);
});
afterEach(() => {
  for (const path of Object.keys(paths)) delete paths[path];
  site.requests.length = 0;
});
afterAll(() => site.close());

async function fetchFrom(reply: Reply, options: Partial<typeof OPTIONS> = {}) {
  paths["/act"] = reply;
  return await fetchText(site.url("/act"), { ...OPTIONS, ...options });
}
const whyOf = async (reply: Reply, options: Partial<typeof OPTIONS> = {}) => whyNot(await fetchFrom(reply, options));

/** Goes on until the other side hangs up. */
function drip(response: ServerResponse, chunk: Buffer, everyMs: number): void {
  const timer = setInterval(() => response.write(chunk), everyMs);
  response.on("close", () => clearInterval(timer));
}

describe("a text that is there", () => {
  test("comes whole, with its checksum, its marks and where it was found", async () => {
    const marks = { etag: '"two"', "last-modified": "Tue, 06 Jan 2026 00:00:00 GMT" };
    expect(await fetchFrom(html(PAGE, marks))).toEqual({
      ...{ kind: "fetched", bytes: Buffer.from(PAGE), checksum: SUM, contentType: "text/html; charset=utf-8" },
      ...{ etag: '"two"', lastModified: "Tue, 06 Jan 2026 00:00:00 GMT", finalUrl: site.url("/act") },
    });
  });

  test("is asked for by name, by one who says who it is, and without conditions", async () => {
    await fetchFrom(html(PAGE));
    const [headers] = site.requests.map(({ headers: sent }) => sent);
    expect(headers?.["user-agent"]).toMatch(/^Mozilla\/5\.0 .*Adep/);
    expect(headers).not.toHaveProperty("if-none-match");
    expect(headers).not.toHaveProperty("if-modified-since");
  });

  test.each([
    ["gzip", gzipSync(PAGE)],
    ["br", brotliCompressSync(PAGE)],
    ["GZIP", gzipSync(PAGE)],
    ["identity", Buffer.from(PAGE)],
  ])("is unpacked from %s", async (encoding, body) => {
    expect(await fetchFrom(html(body, { "content-encoding": encoding }))).toMatchObject({ checksum: SUM });
  });

  test.each([
    ...["text/plain", "text/markdown", "application/pdf", "application/octet-stream"],
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ])("may be %s", async (type) => {
    expect(await fetchFrom(html(PAGE, { "content-type": type }))).toMatchObject({ checksum: SUM, contentType: type });
  });

  test("may be exactly as long as the limit, packed or not", async () => {
    const limits = { mostBytes: Buffer.byteLength(PAGE) };
    expect(await fetchFrom(html(PAGE), { limits })).toMatchObject({ checksum: SUM });
    const packed = html(gzipSync("a".repeat(500)), { "content-encoding": "gzip" });
    expect(await fetchFrom(packed, { limits: { mostBytes: 500 } })).toMatchObject({ kind: "fetched" });
  });

  test("is bounded by 16 MB, a minute, 20 seconds to the headers and five redirects", () => {
    expect(LIMITS).toMatchObject({ mostBytes: 16_777_216, wholeMs: 60_000, headersMs: 20_000, redirects: 5 });
  });
});

describe("a text that is kept", () => {
  test("is asked for by its marks, and unchanged where the site says so", async () => {
    const reply = html("", {}, 304);
    expect(await fetchFrom(reply, { marks: MARKS })).toEqual({ kind: "unchanged" });
    const { headers } = site.requests[0] ?? {};
    expect([headers?.["if-none-match"], headers?.["if-modified-since"]]).toEqual([MARKS.etag, MARKS.lastModified]);
  });

  test("is no reason to believe that nothing changed when nothing was asked", async () => {
    const why = "it says that it has not changed, though nothing was said to be kept";
    expect(await whyOf(html("", {}, 304))).toBe(why);
    expect(await whyOf(html("", {}, 304), { marks: { etag: null, lastModified: null } })).toBe(why);
  });
});

describe("a redirect", () => {
  test("is followed on the same site and to another of the sources", async () => {
    paths["/next"] = redirect(site.url("/last", MIRROR), 308);
    paths["/last"] = html(PAGE);
    expect(await fetchFrom(redirect("/next", 301))).toMatchObject({
      checksum: SUM,
      finalUrl: site.url("/last", MIRROR),
    });
  });

  test.each([
    ["https://elsewhere.test/act", "leads to elsewhere.test, which is not among the hosts of the sources"],
    ["//elsewhere.test/act", "leads to elsewhere.test, which is not among the hosts of the sources"],
    ["http://acts.test/act", "is not https"],
    ["file:///etc/passwd", "is not https"],
    ["https://127.0.0.1/act", "has a number in place of a host's name"],
    ["https://name@acts.test/act", "holds a user name"],
    ["", "is not written in plain characters"],
  ])("to %j ends there", async (location, what) => {
    expect(await whyOf(redirect(location))).toBe(`it redirects, and the address ${what}`);
    expect(site.requests.length).toBe(1);
  });

  test("in a circle is left after five", async () => {
    expect(await whyOf(redirect("/act"))).toBe("it redirects more than 5 times");
    expect(site.requests.length).toBe(6);
  });

  test("may be the fifth, not the sixth", async () => {
    for (const at of [1, 2, 3, 4, 5]) paths[`/${at}`] = redirect(`/${at + 1}`, 307);
    paths["/6"] = html(PAGE);
    expect(await fetchFrom(redirect("/2", 303))).toMatchObject({ checksum: SUM });
    expect(await whyOf(redirect("/1"))).toBe("it redirects more than 5 times");
  });
});

describe("what is no text", () => {
  test.each([404, 403, 500, 503, 204, 206])("is not taken with status %i", async (status) => {
    expect(await whyOf(html(PAGE, {}, status))).toBe(`it answers with status ${status}`);
  });

  test.each([
    [{ "content-type": "image/png" }, "it is no kind of text"],
    [{ "content-type": "application/json" }, "it is no kind of text"],
    [{ "content-type": "" }, "it does not say what it is"],
    [{ "content-encoding": "zstd" }, "it is packed in a way that is not understood"],
    [{ "content-encoding": "gzip, gzip" }, "it is packed in a way that is not understood"],
    [{ "content-encoding": "gzip" }, "what it packs cannot be unpacked"],
    [{ "content-encoding": "br" }, "what it packs cannot be unpacked"],
  ] as [Record<string, string>, string][])("is not taken: %j", async (headers, why) => {
    expect(await whyOf(html(PAGE, headers))).toBe(why);
  });

  test("is not taken when it is empty or broken off", async () => {
    expect(await whyOf(html(""))).toBe("it is empty");
    const cut = gzipSync(PAGE.repeat(50)).subarray(0, 40);
    expect(await whyOf(html(cut, { "content-encoding": "gzip" }))).toBe("what it packs is not whole");
    const half: Reply = (response) => {
      response.writeHead(200, { "content-type": "text/html", "content-length": "999" });
      response.write(PAGE);
      setTimeout(() => response.destroy(), 20);
    };
    expect(await whyOf(half)).toBe("the connection was broken off");
  });
});

describe("a body without end", () => {
  const limits = { ...OPTIONS.limits, mostBytes: 100_000 };
  const TOO_LONG = "it is larger than an act can be";

  test("is left at the limit, and its connection closed", async () => {
    const endless: Reply = (response) => {
      response.writeHead(200, { "content-type": "text/html" });
      drip(response, Buffer.alloc(30_000, "a"), 1);
    };
    expect(await whyOf(endless, { limits })).toBe(TOO_LONG);
    await expect.poll(() => site.sockets.at(-1)?.destroyed).toBe(true);
  });

  test("is left at the limit of what it unpacks to", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(limits.mostBytes);
    expect(await whyOf(html(bomb, { "content-encoding": "gzip" }), { limits })).toBe(TOO_LONG);
    const other = brotliCompressSync(Buffer.alloc(5_000_000));
    expect(await whyOf(html(other, { "content-encoding": "br" }), { limits })).toBe(TOO_LONG);
  });

  test("is left at the limit even if it unpacks to nothing", async () => {
    const nothing = Buffer.concat(Array.from({ length: 2_000 }, () => gzipSync("")));
    const endless: Reply = (response) => {
      response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" });
      drip(response, nothing, 5);
    };
    expect(await whyOf(endless, { limits })).toBe(TOO_LONG);
  });

  test("that comes slowly is left when its time is up", async () => {
    const slow: Reply = (response) => {
      response.writeHead(200, { "content-type": "text/html" });
      drip(response, Buffer.from("a"), 50);
    };
    expect(await whyOf(slow)).toBe("it could not be read within 1.2 seconds");
    await expect.poll(() => site.sockets.at(-1)?.destroyed).toBe(true);
  });

  test("is not waited for where no headers come", async () => {
    expect(await whyOf(() => undefined)).toBe("it did not begin to answer within 0.4 seconds");
  });
});
