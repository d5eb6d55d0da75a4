// Which hosts lie within one's own network, where the way between two programs is one's own.

/** Names that are given out nowhere in the internet: those without a dot, and those of the endings kept for private use. */
const NEAR_NAME = /^(?:[\w-]+|[\w.-]+\.(?:localhost|local|internal|lan|home\.arpa))$/;

/** A host as `URL` writes it. What a name leads to is to be looked at with `isNearAddress` once it is known. */
export function isNearHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  if (host.startsWith("[") || /^[\d.]+$/.test(host)) return isNearAddress(host.replace(/^\[|\]$/g, ""));
  return NEAR_NAME.test(host);
}

/** A number as `URL` or a resolver writes it. Link-local ones are left out: there a cloud keeps the keys of its machines. */
export function isNearAddress(address: string): boolean {
  const [first = 0, second = 0] = address.split(".").map(Number);
  if (!/^\d+(?:\.\d+){3}$/.test(address)) return address === "::1" || /^f[cd][0-9a-f]{2}:[0-9a-f:]*$/i.test(address);
  return (
    first === 127 ||
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second <= 127)
  );
}
