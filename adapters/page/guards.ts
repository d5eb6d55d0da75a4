// Who may send anything to the page: this site itself, and where it listens on this computer only, under this computer's names.

import type { Context, MiddlewareHandler } from "hono";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Against a foreign name that was made to point to this computer. */
export function guardHost(boundTo: string): MiddlewareHandler {
  const names = new Set(["127.0.0.1", "localhost", "[::1]", boundTo.toLowerCase()]);
  const isLocal = LOOPBACK.test(boundTo);
  return async (context, next) => {
    if (isLocal && !names.has(nameOf(hostOf(context)))) return context.text("This name is not served here.", 421);
    return next();
  };
}

/** Against a form on a foreign site that posts here. */
export function guardOrigin(): MiddlewareHandler {
  return async (context, next) => {
    const isReading = context.req.method === "GET" || context.req.method === "HEAD";
    if (!isReading && !isFromHere(context)) return context.text("This came from another site.", 403);
    return next();
  };
}

/** What tells neither its site nor its origin is no browser, which has no cookie of anybody to misuse. */
function isFromHere(context: Context): boolean {
  const site = context.req.header("sec-fetch-site");
  const origin = context.req.header("origin");
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (origin === undefined) return true;
  // A browser that hides its origin is believed only where it says that the site is the same.
  if (origin === "null") return site !== undefined;
  return URL.canParse(origin) && new URL(origin).host === hostOf(context).toLowerCase();
}

export const noStore: MiddlewareHandler = async (context, next) => {
  await next();
  context.header("cache-control", "no-store");
};

function hostOf(context: Context): string {
  return context.req.header("host") ?? new URL(context.req.url).host;
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, "").toLowerCase();
}
