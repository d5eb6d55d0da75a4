// Which addresses may be asked: https, and only of the hosts that the acts themselves name as their sources.

import { isIP } from "node:net";

import type { ActDocument } from "../../src/knowledge/schemas.ts";

/** Whether host and port may be asked. That it is https, and a name, is looked at beside it. */
export type Allowed = (url: URL) => boolean;

export type Address =
  | { readonly kind: "allowed"; readonly url: URL }
  | { readonly kind: "forbidden"; readonly why: string };

/** The hosts of the sources, on the usual port. Whoever edits the sources edits this list. */
export function onlySourcesOf(documents: Iterable<Pick<ActDocument, "sources">>): Allowed {
  const addresses = [...documents].flatMap(({ sources }) => Object.values(sources ?? {}).flat());
  const hosts = new Set(addresses.map((address) => new URL(address).hostname));
  return ({ hostname, port }) => hosts.has(hostname) && port === "";
}

/** A relative address is read as one of `from`. */
export function readAddress(written: string, from: URL | null, allowed: Allowed): Address {
  // Look-alike letters in a host become others while they are parsed, and a backslash becomes a slash.
  if (!/^[\x21-\x5b\x5d-\x7e]+$/.test(written)) return forbid("is not written in plain characters");
  if (!URL.canParse(written, from?.href)) return forbid("is none");
  const url = new URL(written, from?.href);
  if (url.protocol !== "https:") return forbid("is not https");
  if (url.username !== "" || url.password !== "") return forbid("holds a user name");
  if (isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) return forbid("has a number in place of a host's name");
  if (!allowed(url)) return forbid(`leads to ${url.host}, which is not among the hosts of the sources`);
  return { kind: "allowed", url };
}

function forbid(what: string): Address {
  return { kind: "forbidden", why: `the address ${what}` };
}
