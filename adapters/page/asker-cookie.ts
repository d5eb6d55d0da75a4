// Who an asker is to this page: 128 random bits in a cookie, set only once there is something to come back to.

import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

import type { Address } from "../../src/cases/case.ts";

const NAME = "asker";
const BYTES = 16;
/** As long as an address is kept. */
const KEPT_SECONDS = 180 * 86_400;
/** Long enough for the second of two clicks on a button that leaves nothing to come back to. */
const LEAVING_SECONDS = 60;

/** 128 random bits, 22 characters. */
export function newSecret(): string {
  return randomBytes(BYTES).toString("base64url");
}

export type AskerCookie = {
  /** `null` where no cookie was sent. */
  known(context: Context): Address | null;
  /** Without a cookie the address follows from the form's own number, so that two clicks on it are one asker. */
  addressOf(context: Context, once: string): Address;
  keep(context: Context, address: Address): void;
  letGo(context: Context, address: Address): void;
};

export function createAskerCookie(): AskerCookie {
  const secret = randomBytes(32);
  const known = (context: Context): Address | null => {
    const id = getCookie(context, NAME);
    return id !== undefined && isSecret(id) ? { channel: "page", id } : null;
  };
  const set = (context: Context, { id }: Address, maxAge: number): void =>
    setCookie(context, NAME, id, {
      ...{ httpOnly: true, sameSite: "Strict", path: "/", maxAge, secure: isSecure(context) },
    });
  return {
    known,
    addressOf: (context, once) => {
      const id = isSecret(once)
        ? createHmac("sha256", secret).update(once).digest().subarray(0, BYTES).toString("base64url")
        : newSecret();
      return known(context) ?? { channel: "page", id };
    },
    keep: (context, address) => set(context, address, KEPT_SECONDS),
    letGo: (context, address) => set(context, address, LEAVING_SECONDS),
  };
}

/**
 * The same form with the same words is the same event, however often it is sent. A browser that goes back may bring the
 * form's number along with other words: those are another event.
 */
export function eventOf({ id }: Address, once: string, text: string): string | undefined {
  if (!isSecret(once)) return undefined;
  return `page:${id}:${createHash("sha256").update(`${once}\n${text}`).digest("base64url")}`;
}

export function isSecure(context: Context): boolean {
  return new URL(context.req.url).protocol === "https:" || context.req.header("x-forwarded-proto") === "https";
}

function isSecret(value: string): boolean {
  return /^[\w-]{22}$/.test(value);
}
