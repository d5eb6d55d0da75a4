// Who is logged in at the desk: sessions in memory, and a limit on wrong tries.

import { createHash, timingSafeEqual } from "node:crypto";

import { findPerson, type Person, type ReadBodies } from "../../src/cases/bodies.ts";
import { newSecret } from "./asker-cookie.ts";

const SESSION_MS = 12 * 3_600_000;
const MOST_WRONG = 10;
const WRONG_MS = 15 * 60_000;

export type DeskLogins = {
  /** The new session's id, or why there is none. `locked` says nothing about the token. */
  enter(typed: string): { readonly session: string } | "wrong" | "locked";
  /** `null` for whoever is not logged in, no longer, or no longer one of the people. */
  personOf(session: string | undefined): Person["id"] | null;
  leave(session: string | undefined): void;
};

export type DeskLoginDeps = {
  readonly logins: ReadonlyMap<string, string>;
  readonly bodies: ReadBodies;
  readonly now: () => number;
};

export function createDeskLogins({ logins, bodies, now }: DeskLoginDeps): DeskLogins {
  const sessions = new Map<string, { readonly person: string; readonly until: number }>();
  let wrong: readonly number[] = [];
  const worksHere = (person: string): boolean => findPerson(bodies(), person)?.person.page === true;
  const personOf = (id: string): string | null => {
    const session = sessions.get(id);
    if (!session) return null;
    if (session.until > now() && worksHere(session.person)) return session.person;
    sessions.delete(id);
    return null;
  };
  return {
    enter: (typed) => {
      wrong = wrong.filter((at) => at > now() - WRONG_MS);
      if (wrong.length >= MOST_WRONG) return "locked";
      const person = findLogin(logins, typed);
      if (person === null || !worksHere(person)) {
        wrong = [...wrong, now()];
        return "wrong";
      }
      for (const id of [...sessions.keys()]) personOf(id);
      const session = newSecret();
      sessions.set(session, { person, until: now() + SESSION_MS });
      return { session };
    },
    personOf: (session) => (session === undefined ? null : personOf(session)),
    leave: (session) => {
      if (session !== undefined) sessions.delete(session);
    },
  };
}

/** Takes as long whichever token it is, and however much of it is right. */
function findLogin(logins: ReadonlyMap<string, string>, typed: string): string | null {
  const wanted = digest(typed);
  let found: string | null = null;
  for (const [token, person] of logins) if (timingSafeEqual(digest(token), wanted)) found = person;
  return found;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
