// How a stand-in of a model's server behaves: what it says where it speaks, and how it fails where it does not.

type Json = Readonly<Record<string, unknown>>;

export type ModelRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it came, for looking after leaks. */
  readonly text: string;
  readonly body: Json;
  /** What each message says, system first, in the order in which they came; empty where embeddings are asked for. */
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** The JSON of the last message, or `null`. */
  readonly material: unknown;
  /** The JSON schema the answer is to follow, or `null`. */
  readonly schema: Json | null;
};

export type Behaviour =
  /** A whole answer in the server's protocol, with this text in it. `tokens`: those of the answer. */
  | { readonly kind: "says"; readonly content: string; readonly tokens?: number }
  | { readonly kind: "after"; readonly ms: number; readonly next: Behaviour }
  /** Any status, headers and body. */
  | {
      readonly kind: "raw";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | Buffer;
    }
  /** The server's own word for a fault, in the form of its protocol. */
  | {
      readonly kind: "fails";
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Nothing at all, or the headers and a beginning and then nothing, for ever. */
  | { readonly kind: "hangs"; readonly at: "headers" | "body" }
  /** The connection is closed, before the headers or in the middle of the body. */
  | { readonly kind: "closes"; readonly at: "headers" | "body" };

export type Behave = (request: ModelRequest) => Behaviour | Promise<Behaviour>;

/** A model that fills in the form as it should. Give a function where the form depends on what was asked. */
export const honest =
  (form: unknown | ((request: ModelRequest) => unknown)): Behave =>
  (request) => ({ kind: "says", content: JSON.stringify(typeof form === "function" ? form(request) : form) });

export const says =
  (content: string): Behave =>
  () => ({ kind: "says", content });

export const slow =
  (ms: number, behave: Behave): Behave =>
  async (request) => ({ kind: "after", ms, next: await behave(request) });

export const LIE = "Article 999 allows every gift without any limit.";

/** The right form, full of what nobody ever wrote. */
export const lying = (word: string = LIE): Behave => honest(({ schema }: ModelRequest) => fillForm(schema, () => word));

/** A model that does as the longest text of the material says: it puts that text into every place of the form. */
export const obeying: Behave = honest(({ schema, material }: ModelRequest) => {
  const longest = textsIn(material).reduce((one, other) => (other.length > one.length ? other : one), "");
  return fillForm(schema, () => longest);
});

const GARBAGE = {
  html: "<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>",
  halfJson: '{"claims":[{"text":"You may',
  wrongForm: '{"nothing":"of what was asked for"}',
  list: "[1,2,3]",
  number: "42",
  prose: "Certainly! Here is what you asked for: you may not.",
  deep: `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  empty: "",
} as const;
export const GARBAGE_KINDS = Object.keys(GARBAGE) as (keyof typeof GARBAGE)[];

/** Nonsense in the place where the model speaks: the protocol around it is kept. */
export const babbling = (kind: keyof typeof GARBAGE): Behave => says(GARBAGE[kind]);

const BINARY = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 197 + 13) % 256));
const BODIES = {
  html: { headers: { "content-type": "text/html" }, body: GARBAGE.html },
  halfJson: { headers: { "content-type": "application/json" }, body: '{"id":"x","choices":[{"message":{"content":"' },
  wrongForm: { headers: { "content-type": "application/json" }, body: '{"hello":"world"}' },
  nothing: { headers: { "content-type": "application/json" }, body: "" },
  null: { headers: { "content-type": "application/json" }, body: "null" },
  binary: { headers: { "content-type": "application/octet-stream" }, body: BINARY },
  huge: { headers: { "content-type": "application/json" }, body: `{"x":"${"a".repeat(8 * 1024 * 1024)}"}` },
} as const;
export const BROKEN_KINDS = Object.keys(BODIES) as (keyof typeof BODIES)[];

/** Nonsense in place of the protocol itself. */
export const broken =
  (kind: keyof typeof BODIES): Behave =>
  () => ({ kind: "raw", status: 200, ...BODIES[kind] });

/** 429, 500, 401 … in the form of the protocol. The message stands for what a server says of a request: never to be shown. */
export const failing =
  (status: number, headers: Readonly<Record<string, string>> = {}): Behave =>
  () => ({ kind: "fails", status, headers });

export const redirecting =
  (location: string, status = 307): Behave =>
  () => ({ kind: "raw", status, headers: { location }, body: "" });

export const hanging =
  (at: "headers" | "body"): Behave =>
  () => ({ kind: "hangs", at });

export const closing =
  (at: "headers" | "body"): Behave =>
  () => ({ kind: "closes", at });

/** One behaviour after another; the last stays. */
export function inTurn(...behaves: readonly [Behave, ...Behave[]]): Behave {
  const left = [...behaves];
  return (request) => (left.length > 1 ? (left.shift() ?? behaves[0]) : (left[0] ?? behaves[0]))(request);
}

/** Something of the form of a JSON schema, with a word of the caller's in every text: enough for the schemas zod writes. */
export function fillForm(schema: unknown, word: (path: string) => string, path = ""): unknown {
  const form = toJson(schema);
  if ("const" in form) return form["const"];
  const { enum: choices, anyOf, properties, items, minItems = 1, minimum = 0, type } = form;
  if (Array.isArray(choices)) return choices[0];
  if (Array.isArray(anyOf)) return fillForm(anyOf[0], word, path);
  if (properties !== undefined) {
    const entries = Object.entries(toJson(properties));
    return Object.fromEntries(entries.map(([key, part]) => [key, fillForm(part, word, `${path}/${key}`)]));
  }
  if (items !== undefined)
    return Array.from({ length: Math.max(1, Number(minItems)) }, () => fillForm(items, word, path));
  if (type === "boolean") return true;
  if (type === "number" || type === "integer") return Number(minimum);
  return type === "null" ? null : word(path);
}

export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

export function toJson(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}
