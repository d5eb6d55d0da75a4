import { describe, expect, test } from "vitest";

import type { Bodies, Body } from "../src/cases/bodies.ts";
import { listAlternatives, nextDeputy, type Route, routeCase } from "../src/cases/routing.ts";
import { BODIES } from "./case-fakes.ts";

const ABOUT = { isAboutCommissioner: true };
const NOT_ABOUT = { isAboutCommissioner: false };

/** The bodies of the tests with these people away. */
function withAway(...away: readonly string[]): Bodies {
  const mark = (person: Body["commissioner"]) => ({ ...person, away: away.includes(person.id) });
  const bodies = BODIES.bodies.map((body) => ({
    ...body,
    commissioner: mark(body.commissioner),
    deputies: body.deputies.map(mark),
  }));
  return { ...BODIES, bodies };
}

/** The first body alone: no other can take its cases. */
function alone(deputies: Body["deputies"] = []): Bodies {
  return { isConfigured: true, bodies: BODIES.bodies.slice(0, 1).map((body) => ({ ...body, deputies })) };
}

const route = (overrides: Partial<Route> = {}): Route => ({
  ...{ body: "gardens", handlers: ["gardener"], excluded: [] },
  ...overrides,
});

describe("a new case", () => {
  test("goes to the commissioner of the first body where none was asked for", () => {
    expect(routeCase(BODIES, NOT_ABOUT)).toEqual({ body: "gardens", handlers: ["gardener"], excluded: [] });
  });

  test("goes to the body that was asked for", () => {
    const expected = { body: "rivers", handlers: ["ferryman"], excluded: [] };
    expect(routeCase(BODIES, { ...NOT_ABOUT, wanted: "rivers" })).toEqual(expected);
  });

  test("goes to the first body where the one that was asked for is gone", () => {
    expect(routeCase(BODIES, { ...NOT_ABOUT, wanted: "sea" }).body).toBe("gardens");
  });

  test.each([
    [["gardener"], "rake"],
    [["gardener", "rake"], "spade"],
    [["rake"], "gardener"],
    [["gardener", "rake", "spade"], "gardener"],
  ])("goes past %j who are away, to %s", (away, expected) => {
    expect(routeCase(withAway(...away), NOT_ABOUT).handlers).toEqual([expected]);
  });

  test("is nobody's where there is no body at all: that is a fault", () => {
    expect(() => routeCase({ isConfigured: false, bodies: [] }, NOT_ABOUT)).toThrow("no state body is configured");
  });
});

describe("a case about the commissioner", () => {
  test("goes to the body named for it, and is closed to the commissioner", () => {
    expect(routeCase(BODIES, ABOUT)).toEqual({ body: "rivers", handlers: ["ferryman"], excluded: ["gardener"] });
  });

  test("goes to the own deputies where no other body is named", () => {
    const expected = { body: "rivers", handlers: [], excluded: ["ferryman"] };
    expect(routeCase(BODIES, { ...ABOUT, wanted: "rivers" })).toEqual(expected);
    const deputies = BODIES.bodies[0]?.deputies ?? [];
    expect(routeCase(alone(deputies), ABOUT)).toEqual({ body: "gardens", handlers: ["rake"], excluded: ["gardener"] });
  });

  test("goes to nobody rather than to the commissioner", () => {
    expect(routeCase(alone(), ABOUT)).toEqual({ body: "gardens", handlers: [], excluded: ["gardener"] });
  });

  test("never goes to the commissioner, whoever is away", () => {
    const people = ["gardener", "rake", "spade", "ferryman"];
    for (let mask = 0; mask < 16; mask += 1) {
      const away = people.filter((_, at) => (mask & (1 << at)) !== 0);
      for (const bodies of [withAway(...away), { ...BODIES, bodies: withAway(...away).bodies.slice(0, 1) }]) {
        const { handlers, excluded } = routeCase(bodies, ABOUT);
        expect([handlers.includes("gardener"), excluded.includes("gardener")]).toEqual([false, true]);
      }
    }
  });

  test("stays closed to the commissioner when nobody else is left", () => {
    const routed = routeCase(alone(), ABOUT);
    expect([nextDeputy(alone(), routed), listAlternatives(alone(), routed)]).toEqual([null, []]);
  });
});

describe("whom an asker may choose instead", () => {
  const idsOf = (bodies: Bodies, of: Route): string[] => listAlternatives(bodies, of).map(({ person }) => person);

  test("are the body's own people first, then the commissioners of the others", () => {
    expect(idsOf(BODIES, route())).toEqual(["rake", "spade", "ferryman"]);
  });

  test("are never those who have the case or are ruled out", () => {
    const people = ["gardener", "rake", "spade", "ferryman"];
    for (let has = 0; has < 16; has += 1) {
      for (let out = 0; out < 16; out += 1) {
        const pick = (mask: number) => people.filter((_, at) => (mask & (1 << at)) !== 0);
        const of = route({ handlers: pick(has), excluded: pick(out) });
        expect(idsOf(BODIES, of)).toEqual(
          people.filter((id) => !of.handlers.includes(id) && !of.excluded.includes(id)),
        );
      }
    }
  });

  test("are told apart as deputies and commissioners, each of a body", () => {
    const alternatives = listAlternatives(BODIES, route());
    expect(alternatives.map(({ isDeputy, body }) => `${body.id} ${isDeputy}`)).toEqual([
      "gardens true",
      "gardens true",
      "rivers false",
    ]);
  });

  test("include the commissioner where deputies have the case", () => {
    expect(idsOf(BODIES, route({ handlers: ["rake"] }))).toEqual(["gardener", "spade", "ferryman"]);
  });
});

describe("the next who steps in", () => {
  test("is the first in the order of the file who has not got the case", () => {
    const steps: string[] = ["gardener"];
    for (let next = nextDeputy(BODIES, route({ handlers: steps })); next; ) {
      steps.push(next);
      next = nextDeputy(BODIES, route({ handlers: steps }));
    }
    expect(steps).toEqual(["gardener", "rake", "spade"]);
  });

  test("is not away, ruled out, or of another body", () => {
    expect(nextDeputy(withAway("rake"), route())).toBe("spade");
    expect(nextDeputy(BODIES, route({ excluded: ["rake"] }))).toBe("spade");
    expect(nextDeputy(withAway("rake", "spade"), route())).toBeNull();
    expect(nextDeputy(BODIES, route({ body: "rivers", handlers: ["ferryman"] }))).toBeNull();
  });

  test("may be the commissioner, where a deputy has the case and nobody ruled the commissioner out", () => {
    expect(nextDeputy(BODIES, route({ handlers: ["rake"] }))).toBe("gardener");
    expect(nextDeputy(BODIES, route({ handlers: ["rake"], excluded: ["gardener"] }))).toBe("spade");
  });
});
