// The way to a host: straight, by addresses that were checked, or through a proxy.

import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";

import type { ProxyRoute } from "../../src/sync-config.ts";
import { createCheckedLookup, type Resolve } from "./checked-lookup.ts";

export type Route = {
  readonly proxy?: ProxyRoute | null;
  /** The three below let a server of this computer stand in where code is tried out: no configuration reaches them. */
  readonly resolve?: Resolve;
  readonly isPublic?: (address: string) => boolean;
  readonly certificate?: string;
};

export function openDispatcher({ proxy = null, resolve, isPublic, certificate }: Route, connectMs: number): Dispatcher {
  const trust = certificate === undefined ? {} : { ca: certificate };
  const straight = { connect: { ...trust, timeout: connectMs, lookup: createCheckedLookup(resolve, isPublic) } };
  if (proxy === null) return new Agent(straight);
  // Behind a proxy it is the proxy that resolves names, and this computer may be able to resolve none. What holds all the same: only
  // https, only hosts of the sources, and a certificate of that host, since the proxy opens a tunnel and sees nothing within.
  // The hosts excepted from it are reached straight, by checked addresses.
  const through = { httpProxy: proxy.url, httpsProxy: proxy.url, noProxy: proxy.except };
  return new EnvHttpProxyAgent({ ...through, ...straight, requestTls: trust, proxyTls: { timeout: connectMs } });
}
