import { createServer } from "node:net";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";

import { createPage, startPage } from "../adapters/page/server.ts";
import { LANGUAGES } from "../src/language.ts";
import type { Question } from "../src/question.ts";
import { smallKnowledge, someReply } from "./fakes.ts";

const knowledge = smallKnowledge();
const HOSTILE = `<script>alert("1")</script> & 'quotes'`;

afterEach(() => vi.restoreAllMocks());

type Reply = ReturnType<typeof someReply>;

/** The page over a fake `ask`, and what that was asked. */
function openPage(reply: Reply = someReply()) {
  const asked: Question[] = [];
  const page = createPage({
    knowledge,
    cases: null,
    ask: async (question) => {
      asked.push(question);
      return reply;
    },
  });
  const post = (fields: Record<string, string>, at = "/?face=en") =>
    page.request(at, { method: "POST", body: new URLSearchParams(fields) });
  const postJson = (body: unknown) =>
    page.request("/api/ask", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { page, asked, post, postJson };
}

describe("the page", () => {
  test.each(LANGUAGES)("has a face in %s", async (face) => {
    const html = await (await openPage().page.request(`/?face=${face}`)).text();
    expect([html.includes(`<html lang="${face}">`), html.includes(knowledge.messages[face]["appTitle"] ?? "")]).toEqual(
      [true, true],
    );
  });

  test.each([
    ["ru-RU,ru;q=0.9,en;q=0.8", "ru"],
    ["de-DE,en;q=0.7", "en"],
    ["de-DE", "kk"],
    ["", "kk"],
  ])("greets a browser that speaks «%s» in %s", async (accepted, face) => {
    const response = await openPage().page.request("/", { headers: { "accept-language": accepted } });
    expect(await response.text()).toContain(`<html lang="${face}">`);
  });

  test("shows a face nobody knows as Kazakh, without repeating it", async () => {
    const html = await (await openPage().page.request(`/?face=${encodeURIComponent(HOSTILE)}`)).text();
    expect([html.includes('<html lang="kk">'), html.includes("alert")]).toEqual([true, false]);
  });

  test("shows examples to ask before anything was asked", async () => {
    expect(await (await openPage().page.request("/?face=en")).text()).toContain(knowledge.messages.en["example.1"]);
  });

  test("lists every act with its edition", async () => {
    const html = await (await openPage().page.request("/?face=en")).text();
    for (const { title, edition } of knowledge.documents.values()) {
      expect(html).toContain(title.en);
      expect(html).toContain(edition.split("-").reverse().join("."));
    }
  });

  test("says that it is alive", async () => {
    expect(await (await openPage().page.request("/livez")).json()).toEqual({ alive: true });
  });

  test("has a stylesheet of its own", async () => {
    const response = await openPage().page.request("/style.css");
    expect(response.headers.get("content-type")).toBe("text/css; charset=utf-8");
  });

  test("answers 404 to a way that is none", async () => {
    expect((await openPage().page.request("/elsewhere")).status).toBe(404);
  });
});

describe("every response", () => {
  test.each(["/", "/style.css", "/livez", "/elsewhere"])(
    "at %s carries a policy that loads nothing from elsewhere",
    async (at) => {
      const policy = (await openPage().page.request(at)).headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'");
    },
  );

  test("allows no script, no frame around it and no form to elsewhere", async () => {
    const policy = (await openPage().page.request("/")).headers.get("content-security-policy") ?? "";
    expect([
      policy.includes("script-src"),
      policy.includes("frame-ancestors 'none'"),
      policy.includes("form-action 'self'"),
    ]).toEqual([false, true, true]);
  });

  test("tells no other site where the reader came from", async () => {
    expect((await openPage().page.request("/")).headers.get("referrer-policy")).toBe("no-referrer");
  });
});

describe("a question asked on the page", () => {
  test("reaches ask with language and day", async () => {
    const { post, asked } = openPage();
    await post({ question: "зонт", language: "ru", asOf: "2026-05-01" });
    expect(asked).toEqual([{ text: "зонт", language: "ru", asOf: "2026-05-01" }]);
  });

  test("has neither language nor day where the form left them open", async () => {
    const { post, asked } = openPage();
    await post({ question: "зонт", language: "", asOf: "" });
    expect(asked).toEqual([{ text: "зонт" }]);
  });

  test("carries the one before", async () => {
    const { post, asked } = openPage();
    await post({ question: "а если гость?", previous: "зонт" });
    expect(asked[0]?.previous).toBe("зонт");
  });

  test("is shown with answer, place, quote, edition and link", async () => {
    const html = await (await openPage().post({ question: "umbrella" })).text();
    for (const part of [
      "Take it back.",
      "art. 5",
      "An office umbrella goes back.",
      "14.07.2026",
      "https://gardens.example/new",
    ]) {
      expect(html).toContain(part);
    }
  });

  test("is followed by an answer in the language of the reply, whatever the face", async () => {
    expect(await (await openPage().post({ question: "umbrella" }, "/?face=kk")).text()).toContain(
      'class="reply" lang="en"',
    );
  });

  test("is offered as the one before of the next question", async () => {
    const html = await (await openPage().post({ question: "umbrella" })).text();
    expect(html).toContain('<input type="hidden" name="previous" value="umbrella">');
  });
});

describe("hostile text", () => {
  test("in the question is shown as text", async () => {
    const html = await (await openPage().post({ question: HOSTILE })).text();
    expect([html.includes("<script"), html.includes("&lt;script&gt;alert(&quot;1&quot;)")]).toEqual([false, true]);
  });

  test("cannot leave the attribute it stands in", async () => {
    const html = await (await openPage().post({ question: `"><img src=x onerror='alert(1)'>` })).text();
    expect(html).not.toMatch(/<img/);
  });

  test("in the answer is shown as text", async () => {
    const reply = someReply({ answer: HOSTILE, notes: [HOSTILE], choices: [HOSTILE], nextSteps: [HOSTILE] });
    expect(await (await openPage(reply).post({ question: "umbrella" })).text()).not.toContain("<script");
  });

  test("in the day is refused", async () => {
    expect((await openPage().post({ question: "umbrella", asOf: HOSTILE })).status).toBe(400);
  });
});

describe("a faulty request", () => {
  test.each(["2026-02-30", "yesterday", "01.05.2026"])(
    "with the day %s is answered 400 and not asked",
    async (asOf) => {
      const { post, asked } = openPage();
      expect([(await post({ question: "зонт", asOf })).status, asked]).toEqual([400, []]);
    },
  );

  test("with a language nobody speaks here is answered 400", async () => {
    expect((await openPage().post({ question: "зонт", language: "fr" })).status).toBe(400);
  });

  test.each([
    ["/", "question="],
    ["/api/ask", ""],
  ])("at %s that is too long is answered 413 and not asked", async (at, prefix) => {
    const { page, asked } = openPage();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const response = await page.request(at, { method: "POST", headers, body: prefix + "a".repeat(70_000) });
    expect([response.status, asked]).toEqual([413, []]);
  });

  test("with a broken body is not the service's fault", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const response = await openPage().page.request("/", { method: "POST", headers, body: "broken" });
    expect(response.status).toBeLessThan(500);
  });
});

describe("/api/ask", () => {
  test("answers with the JSON of the command line", async () => {
    const response = await openPage().postJson({ question: "umbrella" });
    expect(Object.keys((await response.json()) as object)).toEqual([
      ...["language", "outcome", "text", "citations", "related", "triage", "elapsedMs"],
    ]);
  });

  test("reaches ask with language and day", async () => {
    const { postJson, asked } = openPage();
    await postJson({ question: "зонт", language: "kk", asOf: "2026-05-01" });
    expect(asked).toEqual([{ text: "зонт", language: "kk", asOf: "2026-05-01" }]);
  });

  test.each([
    ["no JSON", "{oops"],
    ["no object", "[]"],
    ["nothing", "null"],
    ["a question that is no text", { question: 7 }],
    ["a day that is none", { question: "зонт", asOf: "2026-02-30" }],
    ["a language nobody speaks here", { question: "зонт", language: "fr" }],
  ])("answers %s with 400 and an error", async (_name, body) => {
    const response = await openPage().postJson(body);
    expect([response.status, await response.json()]).toEqual([400, { error: expect.stringMatching(/./) }]);
  });
});

describe("startPage", () => {
  const deps = { knowledge, ask: async () => someReply(), cases: null };

  test("takes any free port where the port is 0, and tells its address", async () => {
    const page = await startPage(deps, { host: "127.0.0.1", port: 0 });
    onTestFinished(() => page.stop());
    expect((await fetch(`${page.url}livez`)).status).toBe(200);
  });

  test("ends when it is stopped", async () => {
    const page = await startPage(deps, { host: "127.0.0.1", port: 0 });
    await page.stop();
    await expect(fetch(page.url)).rejects.toThrow();
  });

  test("on a port that is taken is refused in one line that names the port", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => {
        const address = other.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    onTestFinished(() => {
      other.close();
    });
    await expect(startPage(deps, { host: "127.0.0.1", port })).rejects.toThrow(
      new RegExp(`^port ${port} on 127\\.0\\.0\\.1 is taken[^\\n]*$`),
    );
  });
});
