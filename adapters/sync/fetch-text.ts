// One official text fetched from one address: redirects followed only where they may lead, read whole, in time and in bounds.

import { createHash } from "node:crypto";
import { type Dispatcher, request } from "undici";

import { type Allowed, readAddress } from "./address.ts";
import { whyOf } from "./network-why.ts";
import { ENCODINGS, readBody, readEncoding } from "./read-body.ts";
import { openDispatcher, type Route } from "./route.ts";

export const LIMITS = {
  /** Of the text as it is unpacked. */
  mostBytes: 16 * 1024 * 1024,
  wholeMs: 60_000,
  /** From each request to the headers of its answer. */
  headersMs: 20_000,
  connectMs: 10_000,
  redirects: 5,
} as const;
export type Limits = { readonly [Limit in keyof typeof LIMITS]: number };

/** By which the one who keeps a text asks whether it has changed. */
export type Marks = { readonly etag: string | null; readonly lastModified: string | null };

export type Fetched =
  | (Marks & {
      readonly kind: "fetched";
      readonly bytes: Buffer;
      /** SHA-256 in hex. */
      readonly checksum: string;
      /** Where the redirects ended. */
      readonly finalUrl: string;
      /** The whole header, which may name a character set. */
      readonly contentType: string;
    })
  | { readonly kind: "unchanged" }
  | { readonly kind: "failed"; readonly why: string };

export type FetchOptions = {
  readonly allowed: Allowed;
  /** Of the text that is kept; `null` asks for it whatever is kept. */
  readonly marks?: Marks | null;
  readonly route?: Route;
  readonly limits?: Partial<Limits>;
};

const HEADERS = {
  // The official site serves its pages to browsers only; that this is none is said all the same.
  "user-agent": "Mozilla/5.0 (compatible; Adep/0.1; fetches texts of acts, one page at a time)",
  accept: "text/html, text/markdown, text/plain, application/pdf;q=0.9, */*;q=0.5",
  "accept-encoding": ENCODINGS.join(", "),
} as const;

const CONTENT_TYPES: ReadonlySet<string> = new Set([
  ...["text/html", "text/plain", "text/markdown", "application/pdf", "application/octet-stream"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]);

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Never rejects. */
export async function fetchText(address: string, options: FetchOptions): Promise<Fetched> {
  const limits = { ...LIMITS, ...options.limits };
  const dispatcher = openDispatcher(options.route ?? {}, limits.connectMs);
  const ending = new AbortController();
  // The library heeds no signal while it connects, and a proxy may keep it connecting for minutes.
  const ended = new Promise<Fetched>((resolve) => {
    ending.signal.addEventListener("abort", () => resolve(failed(String(ending.signal.reason))));
  });
  const endAfter = (ms: number, what: string) =>
    setTimeout(() => ending.abort(`${what} within ${ms / 1000} seconds`), ms);
  const whole = endAfter(limits.wholeMs, "it could not be read");
  const ask = async (url: URL): Promise<Answer> => {
    const headers = { ...HEADERS, ...conditionsOf(options.marks) };
    const slow = endAfter(limits.headersMs, "it did not begin to answer");
    return await request(url, { method: "GET", headers, dispatcher }).finally(() => clearTimeout(slow));
  };
  try {
    return await Promise.race([ended, follow(address, { ...options, limits, ask })]);
  } catch (fault) {
    return failed(whyOf(fault));
  } finally {
    clearTimeout(whole);
    // Whatever is under way ends with it.
    void dispatcher.destroy().catch(() => undefined);
  }
}

type Answer = Dispatcher.ResponseData;
type Following = Pick<FetchOptions, "allowed" | "marks"> & {
  readonly limits: Limits;
  readonly ask: (url: URL) => Promise<Answer>;
};

async function follow(address: string, following: Following): Promise<Fetched> {
  const { allowed, limits, ask } = following;
  let next = readAddress(address, null, allowed);
  for (let redirects = 0; next.kind === "allowed"; redirects += 1) {
    const answer = await ask(next.url);
    const location = headerOf(answer, "location");
    const isLast = !REDIRECTS.has(answer.statusCode);
    const read = isLast ? await readAnswer(answer, next.url, following) : null;
    // What was not read to its end is thrown away with its connection.
    answer.body.on("error", () => undefined).destroy();
    if (read !== null) return read;
    if (redirects === limits.redirects) return failed(`it redirects more than ${limits.redirects} times`);
    const from = next.url;
    next = readAddress(location ?? "", from, allowed);
    if (next.kind === "forbidden") return failed(`it redirects, and ${next.why}`);
  }
  return failed(next.why);
}

async function readAnswer(answer: Answer, url: URL, { limits, marks }: Following): Promise<Fetched> {
  const { statusCode, body } = answer;
  const hasMarks = Object.keys(conditionsOf(marks)).length > 0;
  if (statusCode === 304 && hasMarks) return { kind: "unchanged" };
  if (statusCode === 304) return failed("it says that it has not changed, though nothing was said to be kept");
  if (statusCode !== 200) return failed(`it answers with status ${statusCode}`);
  const contentType = headerOf(answer, "content-type") ?? "";
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!CONTENT_TYPES.has(type)) return failed(type === "" ? "it does not say what it is" : "it is no kind of text");
  const encoding = readEncoding(headerOf(answer, "content-encoding"));
  if (encoding === null) return failed("it is packed in a way that is not understood");
  const bytes = await readBody(body, encoding, limits.mostBytes);
  if (bytes.length === 0) return failed("it is empty");
  const checksum = createHash("sha256").update(bytes).digest("hex");
  const fresh = { etag: headerOf(answer, "etag"), lastModified: headerOf(answer, "last-modified") };
  return { kind: "fetched", bytes, checksum, ...fresh, finalUrl: url.href, contentType };
}

function conditionsOf(marks: Marks | null | undefined): Record<string, string> {
  const { etag, lastModified } = marks ?? { etag: null, lastModified: null };
  return {
    ...(etag === null ? {} : { "if-none-match": etag }),
    ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
  };
}

function headerOf({ headers }: Answer, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" ? value : null;
}

function failed(why: string): Fetched {
  return { kind: "failed", why };
}
