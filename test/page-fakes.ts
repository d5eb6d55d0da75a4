// The page with both its sides over the case bench, and a browser that keeps cookies and posts forms.

import type { Hono } from "hono";

import { createPage, type PageCases, type PageDeps } from "../adapters/page/server.ts";
import { createChallenges } from "../src/candidates/challenges.ts";
import type { Bodies } from "../src/cases/bodies.ts";
import type { Case } from "../src/cases/case.ts";
import { createHear, type HearDeps } from "../src/hear.ts";
import type { Question, Reply } from "../src/question.ts";
import { type BenchOptions, BODIES, type CaseBench, openBench } from "./case-fakes.ts";
import { smallKnowledge, someReply } from "./fakes.ts";

export const LOGIN = "login-of-the-gardener-0";
export const OTHER_LOGIN = "login-of-the-ferryman-0";
export const SERIOUS = "The head gardener sells the seeds of the office, and it is serious.";

/** The number of a form. */
export const ONCE = "abcdefghijklmnopqrstuv";
export const HOSTILE = `<script>alert("1")</script> & 'quotes'`;

export type PageBench = CaseBench & {
  readonly page: Hono;
  /** For a page that is to be served. */
  readonly pageDeps: PageDeps;
  /** May be changed while the page runs. */
  readonly people: { bodies: Bodies };
};

export type PageBenchOptions = BenchOptions & {
  readonly reply?: Reply;
  readonly host?: string;
  /** Stands before the real ones. */
  readonly broken?: (cases: PageCases) => Partial<PageCases>;
};

const MARKS = ["serious", "critical"] as const;

/** A text that names a severity has it. */
const assessByName: HearDeps["assess"] = ({ text }: Question) => ({
  language: "en",
  triage: {
    ...{ severity: MARKS.find((mark) => text.includes(mark)) ?? "routine", category: null, offer: false },
    signals: text.includes("commissioner") ? ["about-commissioner"] : [],
  },
});

export async function openPageBench(options: PageBenchOptions = {}): Promise<PageBench> {
  const { reply = someReply(), host = "127.0.0.1", broken = () => ({}), ...rest } = options;
  const knowledge = smallKnowledge();
  const people = { bodies: BODIES };
  const bench = await openBench({ bodies: () => people.bodies, ...rest });
  const { reception, desk, press, deps } = bench;
  const ask = async (): Promise<Reply> => reply;
  const hear = createHear({
    ...{ ask, assess: assessByName, reception, messages: knowledge.messages, log: () => undefined },
  });
  const logins = new Map([
    [LOGIN, "gardener"],
    [OTHER_LOGIN, "ferryman"],
  ]);
  const challenges = createChallenges({ cases: deps, assess: assessByName, knowledge });
  const usual = { challenges, hear, reception, desk, press, bodies: deps.bodies, escalation: deps.escalation, logins };
  const cases: PageCases = { ...usual, ...broken(usual) };
  const pageDeps = { knowledge, ask, cases };
  const page = createPage(pageDeps, { host, now: () => bench.clock.now });
  return { ...bench, page, pageDeps, people };
}

export function casesIn({ deps }: PageBench): Promise<Case[]> {
  return deps.store.transact((tx) => tx.cases.list({}));
}

/** A browser whose asker has a case, and the page that said so. */
export async function openWithCase(options: PageBenchOptions = {}) {
  const bench = await openPageBench(options);
  const browser = openBrowser(bench);
  const { html } = await browser.ask(SERIOUS, { once: ONCE });
  return { bench, browser, html };
}

export type Browser = ReturnType<typeof openBrowser>;

/** One browser: its cookies, as a browser on this page would send them. */
export function openBrowser({ page }: Pick<PageBench, "page">) {
  const cookies = new Map<string, string>();
  const send = async (at: string, init: RequestInit & { headers?: Record<string, string> } = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await page.request(at, { ...init, headers: { ...(cookie ? { cookie } : {}), ...init.headers } });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  const get = (at: string, headers: Record<string, string> = {}) => send(at, { headers });
  const post = (at: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    send(at, { method: "POST", headers, body: new URLSearchParams(fields) });
  const ask = (question: string, fields: Record<string, string> = {}) => post("/?face=en", { question, ...fields });
  const press = (token: string, text?: string) =>
    post("/case/press?face=en", { token, ...(text === undefined ? {} : { text }) });
  const logIn = (login: string = LOGIN) => post("/desk/login?face=en", { login });
  const pressAtDesk = (token: string, text?: string) =>
    post("/desk/press?face=en", { token, ...(text === undefined ? {} : { text }) });
  return { cookies, get, post, ask, press, logIn, pressAtDesk };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/max-age=0\b/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

/** The token of the button with this label. Throws where the page has none. */
export function buttonOf(html: string, label: string): string {
  const found = [...html.matchAll(/<button[^>]*name="token" value="([^"]+)"[^>]*>([^<]+)<\/button>/g)];
  const token = found.find(([, , name]) => name === label)?.[1];
  if (token === undefined) throw new Error(`no button "${label}" among: ${found.map((one) => one[2]).join(", ")}`);
  return token;
}

/** The token that the field for text carries. */
export function fieldOf(html: string): string {
  return hiddenOf(html, "token");
}

export function hiddenOf(html: string, name: string): string {
  const value = new RegExp(`<input type="hidden" name="${name}" value="([^"]*)">`).exec(html)?.[1];
  if (value === undefined) throw new Error(`the page has no hidden ${name}`);
  return value;
}

/** The path of the only case in the queue. */
export function caseIn(html: string): string {
  const way = /href="(\/desk\/case\/[^"]+)"/.exec(html)?.[1];
  if (way === undefined) throw new Error("the queue is empty");
  return way.replaceAll("&amp;", "&");
}
