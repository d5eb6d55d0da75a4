// The look-up of a host's addresses by which a connection is made: it gives only addresses that were checked.

import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";

import { isPublicAddress } from "./public-address.ts";

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export const NOT_PUBLIC = "NOT_PUBLIC";

const resolveHere: Resolve = (host) => lookup(host, { all: true });

/**
 * Asked once per connection, which goes to the very address it gives: a name that is answered otherwise the next moment is checked
 * then. One private address among several is enough to refuse the host.
 */
export function createCheckedLookup(resolve = resolveHere, isPublic = isPublicAddress): LookupFunction {
  return (host, { all }, done) => {
    void resolveChecked(host, resolve, isPublic).then(
      (addresses) => {
        const [first] = addresses;
        if (all === true) done(null, [...addresses]);
        else done(null, first?.address ?? "", first?.family ?? 4);
      },
      (fault: NodeJS.ErrnoException) => done(fault, all === true ? [] : ""),
    );
  };
}

async function resolveChecked(host: string, resolve: Resolve, isPublic: (address: string) => boolean) {
  const addresses = await resolve(host);
  if (addresses.length === 0) throw Object.assign(new Error("the host has no address"), { code: "ENOTFOUND" });
  if (!addresses.every(({ address }) => isPublic(address))) {
    throw Object.assign(new Error("an address of the host is not public"), { code: NOT_PUBLIC });
  }
  return addresses;
}
