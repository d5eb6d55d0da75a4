// Whether a numeric address lies in the public internet, whatever form it is written in.

import ipaddr from "ipaddr.js";

/** All of IPv6 that is given out; forms that hold an IPv4 address within (`::127.0.0.1`) lie elsewhere. */
const GIVEN_OUT = ipaddr.IPv6.parseCIDR("2000::/3");

/** `false` also for what is no address, and for the forms that tunnel an IPv4 address (mapped, 6to4, Teredo, NAT64). */
export function isPublicAddress(address: string): boolean {
  if (address.includes("%") || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(GIVEN_OUT);
}
