// Who is told of a case: the commissioner, a deputy while that one is away, and never somebody the case concerns.

import { type Bodies, type Body, findBody } from "./bodies.ts";
import type { Case } from "./case.ts";

export type Route = Pick<Case, "body" | "handlers" | "excluded">;

/** No handlers means that nobody may be told: the asker must learn that, too. */
export function routeCase(bodies: Bodies, { wanted, isAboutCommissioner }: Wish): Route {
  const body = findBody(bodies, wanted);
  if (!isAboutCommissioner) return { body: body.id, handlers: firstPresent(peopleOf(body)), excluded: [] };
  const excluded = [body.commissioner.id];
  const other = bodies.bodies.find(({ id }) => id === body.whenConcerned);
  if (other) return { body: other.id, handlers: firstPresent(peopleOf(other)), excluded };
  return { body: body.id, handlers: firstPresent(body.deputies), excluded };
}

export type Wish = { readonly wanted?: string | undefined; readonly isAboutCommissioner: boolean };

/** A person to choose instead, for an asker who does not want those who have the case now. */
export type Alternative = { readonly person: string; readonly body: Body; readonly isDeputy: boolean };

/** The body's own people first, then the commissioners of the other bodies. */
export function listAlternatives(bodies: Bodies, { body, handlers, excluded }: Route): Alternative[] {
  const isOut = (person: string): boolean => handlers.includes(person) || excluded.includes(person);
  const own = findBody(bodies, body);
  const all = [
    ...peopleOf(own).map(({ id }) => ({ person: id, body: own, isDeputy: id !== own.commissioner.id })),
    ...bodies.bodies
      .filter(({ id }) => id !== own.id)
      .map((other) => ({ person: other.commissioner.id, body: other, isDeputy: false })),
  ];
  return all.filter(({ person }) => !isOut(person));
}

/** The next who steps in, or `null` where there is nobody left. */
export function nextDeputy(bodies: Bodies, { body, handlers, excluded }: Route): string | null {
  const people = peopleOf(findBody(bodies, body));
  return people.find(({ id, away }) => !away && !handlers.includes(id) && !excluded.includes(id))?.id ?? null;
}

function peopleOf({ commissioner, deputies }: Body): Body["deputies"] {
  return [commissioner, ...deputies];
}

/** Everybody is away: then the first all the same, because a case with nobody is worse. */
function firstPresent(people: Body["deputies"]): string[] {
  return (people.find(({ away }) => !away) ?? people[0])
    ? [(people.find(({ away }) => !away) ?? people[0])?.id ?? ""]
    : [];
}
