import { createServer as createHttpServer } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { onlySourcesOf, readAddress } from "../adapters/sync/address.ts";
import type { Resolve } from "../adapters/sync/checked-lookup.ts";
import { fetchText } from "../adapters/sync/fetch-text.ts";
import { isPublicAddress } from "../adapters/sync/public-address.ts";
import { readSyncProxy } from "../src/sync-config.ts";
import { createCertificate } from "./sync-certificate.ts";
import { HOST, html, listen, listenHere, MIRROR, OPTIONS, ROUTE, whyNot } from "./sync-server.ts";

const closings: (() => Promise<void>)[] = [];
let site: Awaited<ReturnType<typeof listen>>;
beforeEach(async () => {
  site = await listen({ "/act": html("a made-up act") });
  closings.push(site.close);
});
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

const byWay = (route: Partial<typeof ROUTE>) =>
  fetchText(site.url("/act"), { ...OPTIONS, route: { ...ROUTE, ...route } });
const answer = (...addresses: readonly string[]): Resolve => {
  return async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
};

const PRIVATE = [
  ...["0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"],
  ...["172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"],
  ...["255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:0:127.0.0.1"],
  ...["64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:1::1", "fc00::1", "fd12:3456::1", "fe80::1"],
  ...["fe80::1%eth0", "fec0::1", "ff02::1", "100::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1"],
  ...["127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "localhost", ""],
];

describe("an address", () => {
  test.each(PRIVATE)("%j is not public", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2a00:1450:4001::1", "2606:4700::1"])(
    "%s is public",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe("a host", () => {
  const documents = [{ sources: { kk: [], ru: ["https://acts.test/rus/1"], en: ["https://mirror.test/a.md"] } }, {}];
  const allowed = onlySourcesOf(documents);
  const read = (written: string) => readAddress(written, null, allowed).kind;

  test.each(["https://acts.test/kaz/2#z3", "https://mirror.test:443/", "https://ACTS.test/"])("%s is asked", (url) => {
    expect(read(url)).toBe("allowed");
  });

  test.each([
    ...["http://acts.test/", "https://other.test/", "https://sub.acts.test/", "https://acts.test.other.test/"],
    ...["https://acts.test./", "https://acts.test:8443/", "https://me@acts.test/", "https://:x@acts.test/"],
    ...["https://аcts.test/", "https://ａcts.test/", "https://acts。test/", "https://xn--cts-8cd.test/"],
    ...["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::1]/", "https://[::ffff:7f00:1]/"],
    ...["https://other.test\\@acts.test/", "https://acts.test\\.other.test/", " https://acts.test/", "//acts.test/"],
    ...["ftp://acts.test/", "javascript:1", "acts.test", "", "https://", "https://acts.test/\n"],
  ])("%j is not asked", (url) => {
    expect(read(url)).toBe("forbidden");
  });

  test("written as a number is not asked even where every name is", () => {
    expect(readAddress("https://10.0.0.1/", null, () => true).kind).toBe("forbidden");
    expect(readAddress("https://[fd00::1]/", null, () => true).kind).toBe("forbidden");
  });
});

describe("a name", () => {
  test.each([
    ...[["10.0.0.1"], ["169.254.169.254"], ["::1"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"], ["2002:7f00:1::"]],
    ...[
      ["127.0.0.1", "10.0.0.1"],
      ["192.168.0.1", "127.0.0.1"],
    ],
  ])("that leads to %s is not connected to", async (...addresses) => {
    const why = "its host's name leads to an address that is not in the public internet";
    expect(whyNot(await byWay({ resolve: answer(...addresses) }))).toBe(why);
    expect(site.sockets).toEqual([]);
  });

  test("is looked up once for a connection, and anew for the next: one that moves inwards is caught", async () => {
    const answers = ["127.0.0.1", "127.0.0.2", "127.0.0.1"];
    const asked: string[] = [];
    const resolve: Resolve = async (host) => {
      asked.push(host);
      return [{ address: answers[asked.length - 1] ?? "127.0.0.2", family: 4 }];
    };
    expect((await byWay({ resolve })).kind).toBe("fetched");
    expect(asked).toEqual([HOST]);
    expect(whyNot(await byWay({ resolve }))).toContain("not in the public internet");
    expect([asked.length, site.sockets.length]).toEqual([2, 1]);
  });

  test("that nobody knows, or that has no address, is told of", async () => {
    const unknown: Resolve = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
    const why = "its host is not known to the name service";
    expect([whyNot(await byWay({ resolve: unknown })), whyNot(await byWay({ resolve: answer() }))]).toEqual([why, why]);
  });

  test("whose server takes the connection and says nothing is not waited for", async () => {
    const mute = await listenHere(createTcpServer((socket) => socket.resume()));
    closings.push(mute.close);
    const fetched = await fetchText(`https://${HOST}:${mute.port}/act`, OPTIONS);
    expect(whyNot(fetched)).toBe("it did not begin to answer within 0.4 seconds");
    await expect.poll(() => mute.sockets.map(({ destroyed }) => destroyed), { timeout: 5_000 }).toEqual([true]);
  });

  test("at which nobody answers is told of", async () => {
    await site.close();
    expect(whyNot(await byWay({}))).toBe("nobody answers at its host");
  });
});

describe("a certificate", () => {
  test("must be trusted, of that host and in force", async () => {
    const { certificate: _, ...untrusting } = ROUTE;
    const untrusted = await fetchText(site.url("/act"), { ...OPTIONS, route: untrusting });
    expect(whyNot(untrusted)).toMatch(/^its certificate is not trusted \(\w+\)$/);
    const other = createCertificate(["other.test"]);
    const past = createCertificate([HOST], Date.now() - 86_400_000);
    const fetchWith = async (certificate: typeof other) => {
      const server = await listen({ "/act": html("a made-up act") }, certificate);
      closings.push(server.close);
      const route = { ...ROUTE, certificate: certificate.cert };
      return whyNot(await fetchText(server.url("/act"), { ...OPTIONS, route }));
    };
    expect(await fetchWith(other)).toBe("its certificate is another host's");
    expect(await fetchWith(past)).toBe("its certificate has expired");
  });
});

describe("a proxy", () => {
  /** Opens a tunnel to this computer, whatever name it is asked for; or none. */
  async function openProxy(status = 200) {
    const asked: (string | undefined)[] = [];
    const ended: unknown[] = [];
    const server = createHttpServer();
    server.on("connect", (request, socket) => {
      asked.push(request.url);
      socket.on("error", () => undefined).on("end", () => ended.push(request.url));
      if (status === 0) return void socket.resume();
      if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      const inner = connect(Number(request.url?.split(":")[1]), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        inner.pipe(socket).pipe(inner);
      });
      inner.on("error", () => socket.destroy());
    });
    const { port, close } = await listenHere(server);
    closings.push(close);
    return { asked, ended, url: `http://name:secret@127.0.0.1:${port}` };
  }
  const nowhere: Resolve = () => Promise.reject(new Error("must not be asked"));

  test("resolves the name and opens a tunnel, in which the certificate is checked", async () => {
    const { url, asked } = await openProxy();
    const route = { ...ROUTE, resolve: nowhere, proxy: { url, except: "" } };
    expect(await fetchText(site.url("/act"), { ...OPTIONS, route })).toMatchObject({ kind: "fetched" });
    expect(asked).toEqual([`${HOST}:${site.port}`]);
    const { certificate: _, ...untrusting } = route;
    expect(whyNot(await fetchText(site.url("/act"), { ...OPTIONS, route: untrusting }))).toContain("not trusted");
  });

  test("is not asked for a host that is not among the sources", async () => {
    const { url, asked } = await openProxy();
    const options = { ...OPTIONS, route: { ...ROUTE, proxy: { url, except: "" } } };
    expect((await fetchText("https://other.test/act", options)).kind).toBe("failed");
    expect((await fetchText("http://acts.test/act", options)).kind).toBe("failed");
    expect(asked).toEqual([]);
  });

  test("that opens no tunnel is told of, without its password", async () => {
    const { url } = await openProxy(403);
    const route = { ...ROUTE, proxy: { url, except: "" } };
    expect(whyNot(await fetchText(site.url("/act"), { ...OPTIONS, route }))).toBe("the proxy opens no way to its host");
  });

  test("that says nothing is not waited for", async () => {
    const { url, asked, ended } = await openProxy(0);
    const route = { ...ROUTE, proxy: { url, except: "" } };
    const why = "it did not begin to answer within 0.4 seconds";
    expect(whyNot(await fetchText(site.url("/act"), { ...OPTIONS, route }))).toBe(why);
    await expect.poll(() => ended).toEqual(asked);
    expect(asked.length).toBe(1);
  });

  test("is passed by for an excepted host, whose addresses are then checked", async () => {
    const { url, asked } = await openProxy();
    const route = { ...ROUTE, proxy: { url, except: `${HOST},${MIRROR}` } };
    const inwards = { ...route, resolve: answer("10.0.0.1") };
    expect((await fetchText(site.url("/act"), { ...OPTIONS, route })).kind).toBe("fetched");
    expect(whyNot(await fetchText(site.url("/act"), { ...OPTIONS, route: inwards }))).toContain("not in the public");
    expect(asked).toEqual([]);
  });

  test("comes from its own key, or else from the usual ones", () => {
    const usual = { HTTPS_PROXY: "http://usual.test:3128", NO_PROXY: "a.test,b.test" };
    expect(readSyncProxy({})).toBeNull();
    expect(readSyncProxy({ SYNC_PROXY_URL: " ", NO_PROXY: "a.test" })).toBeNull();
    expect(readSyncProxy(usual)).toEqual({ url: "http://usual.test:3128", except: "a.test,b.test" });
    const own = { ...usual, SYNC_PROXY_URL: "https://own.test", SYNC_NO_PROXY: "c.test" };
    expect(readSyncProxy(own)).toEqual({ url: "https://own.test", except: "c.test" });
    expect(readSyncProxy({ https_proxy: "http://lower.test" })).toEqual({ url: "http://lower.test", except: "" });
  });

  test("that is written wrongly is told of by its key only", () => {
    const read = () => readSyncProxy({ SYNC_PROXY_URL: "own.test:3128/secret" });
    expect(read).toThrow("the configuration is wrong: SYNC_PROXY_URL must be an http or https address without a path");
  });
});
