// The state bodies, their commissioners and deputies: who may be told of a case, and where.

import { z } from "zod";

import type { Language, Trilingual } from "../language.ts";

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "must be lower-case letters, digits and hyphens, such as aqtobe-tax");
/** These words stand for others in the audit log and among the errands. */
const RESERVED = ["asker", "adep", "owner"];
const personId = id.refine((value) => !RESERVED.includes(value), `must not be ${RESERVED.join(", ")}`);
const name = z.strictObject({ kk: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });

const personSchema = z.strictObject({
  id: personId,
  /** The language cards are written in. */
  language: z.enum(["kk", "ru", "en"]).default("kk"),
  /** Works at the desk of the local page. */
  page: z.boolean().default(false),
  telegramUser: z.number().int().positive().optional(),
  slackUser: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,30}$/, "must be a member id such as U0123456789")
    .optional(),
  /** Passed over while true. */
  away: z.boolean().default(false),
});

const bodySchema = z.strictObject({
  id,
  name,
  commissioner: personSchema,
  /** In the order in which they step in. */
  deputies: z.array(personSchema).default([]),
  telegramChat: z.number().int().optional(),
  slackChannel: z
    .string()
    .regex(/^[CG][A-Z0-9]{2,30}$/, "must be a channel id such as C0123456789")
    .optional(),
  /** The body whose commissioner gets a case that concerns this one's. */
  whenConcerned: id.optional(),
});

export const bodiesSchema = z.strictObject({ bodies: z.array(bodySchema).min(1) });

const looseId = z
  .unknown()
  .transform((value) => (typeof value === "string" || typeof value === "number" ? value : null));
const loosePerson = z.looseObject({ id: looseId, telegramUser: looseId, slackUser: looseId }).partial().catch({});
const looseSchema = z
  .looseObject({
    bodies: z
      .array(
        z
          .looseObject({
            id: looseId,
            whenConcerned: looseId,
            commissioner: loosePerson,
            deputies: z.array(loosePerson).catch([]),
          })
          .partial()
          .catch({}),
      )
      .catch([]),
  })
  .catch({ bodies: [] });

/** Faults between the bodies of a file, one readable line each; found also where something else is wrong with it. */
export function findCrossFaults(content: unknown): string[] {
  const { bodies } = looseSchema.parse(content);
  const known = bodies.map((body) => body.id);
  const people = bodies.flatMap(({ commissioner, deputies = [] }) => [commissioner ?? {}, ...deputies]);
  return [
    ...twice(known).map((one) => `the body ${one} stands there twice`),
    ...twice(people.map((person) => person.id)).map((one) => `the person ${one} stands there twice`),
    ...twice(people.map((person) => person.telegramUser)).map((one) => `the Telegram user ${one} stands there twice`),
    ...twice(people.map((person) => person.slackUser)).map((one) => `the Slack user ${one} stands there twice`),
    ...bodies.flatMap(({ id: own, whenConcerned: other }) =>
      other === undefined || other === null || (known.includes(other) && other !== own)
        ? []
        : [`whenConcerned of the body ${own} must be the id of another body of this file`],
    ),
  ];
}

function twice(values: readonly (string | number | null | undefined)[]): (string | number)[] {
  const present = values.filter((value) => value !== null && value !== undefined);
  return [...new Set(present.filter((value, at) => present.indexOf(value) < at))];
}

export type Person = z.infer<typeof personSchema>;
export type Body = Omit<z.infer<typeof bodySchema>, "name"> & { readonly name: Trilingual };
export type Bodies = {
  readonly bodies: readonly Body[] /** False where nobody was configured. */;
  readonly isConfigured: boolean;
};

/** Read for every action: who was taken off the list may do nothing from that moment on. */
export type ReadBodies = () => Bodies;

export type KnownPerson = { readonly person: Person; readonly body: Body };

export function findPerson({ bodies }: Bodies, person: string): KnownPerson | null {
  for (const body of bodies) {
    const found = [body.commissioner, ...body.deputies].find((one) => one.id === person);
    if (found) return { person: found, body };
  }
  return null;
}

/** The body that was asked for; without one, the first. */
export function findBody({ bodies }: Bodies, wanted: string | undefined): Body {
  const body = bodies.find((one) => one.id === wanted) ?? bodies[0];
  if (!body) throw new Error("no state body is configured");
  return body;
}

export function nameOfBody(bodies: Bodies, body: string, language: Language): string {
  return bodies.bodies.find((one) => one.id === body)?.name[language] ?? body;
}
