// The protocols of the two kinds of server, as they are on the wire: OpenAI's chat completions and embeddings, Ollama's chat and embed.

import type { ModelRequest } from "./model-server-behaviour.ts";
import { toJson } from "./model-server-behaviour.ts";

type Written = { readonly type: string; readonly chunks: readonly string[] };
type Said = { readonly content: string; readonly tokens: number };
export type Embed = (text: string) => readonly number[];

export const WHEN = "2026-03-02T09:00:00.000000Z";
const SECONDS = Date.parse("2026-03-02T09:00:00Z") / 1000;

const json = (value: unknown): Written => ({ type: "application/json", chunks: [JSON.stringify(value)] });

/** About as many as a real one would count. */
export const tokensOf = (text: string): number => Math.max(1, Math.ceil(text.length / 4));

/** The messages of a request, and the schema it asks the answer to follow. */
export function readAsked(
  body: Readonly<Record<string, unknown>>,
): Pick<ModelRequest, "messages" | "material" | "schema"> {
  const listed = Array.isArray(body["messages"]) ? body["messages"] : [];
  const messages = listed.map((message: unknown) => {
    const { role, content } = toJson(message);
    return { role: String(role), content: textOf(content) };
  });
  const wanted = toJson(body["response_format"]);
  const schema = wanted["type"] === "json_schema" ? toJson(wanted["json_schema"])["schema"] : body["format"];
  return {
    messages,
    material: parsed(messages.at(-1)?.content ?? ""),
    schema: typeof schema === "object" && schema !== null ? toJson(schema) : null,
  };
}

/** OpenAI lets a message be a text or a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map((part) => String(toJson(part)["text"] ?? "")).join("") : "";
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a server would not even begin with, or `null`. */
export function complaintOf({ path, body, messages }: ModelRequest): string | null {
  if (typeof body["model"] !== "string" || body["model"] === "") return "model is required";
  if (/embed/.test(path)) return body["input"] === undefined ? "input is required" : null;
  return messages.length === 0 ? "messages are required" : null;
}

export function writeFault(path: string, status: number, message: string): string {
  if (path.startsWith("/api/")) return JSON.stringify({ error: message });
  return JSON.stringify({
    error: { message, type: status === 429 ? "rate_limit_exceeded" : "error", param: null, code: null },
  });
}

export function writeAnswer(request: ModelRequest, said: Said): Written {
  if (request.path.endsWith("/api/chat")) return writeOllama(request, said);
  return request.body["stream"] === true ? writeEvents(request, said) : json(completionOf(request, said));
}

function completionOf(request: ModelRequest, { content, tokens }: Said) {
  return {
    ...{ id: "chatcmpl-standin", object: "chat.completion", created: SECONDS, model: request.body["model"] },
    choices: [
      { index: 0, message: { role: "assistant", content, refusal: null }, logprobs: null, finish_reason: "stop" },
    ],
    usage: usageOf(request, tokens),
    system_fingerprint: null,
  };
}

function usageOf({ messages }: ModelRequest, tokens: number) {
  const asked = tokensOf(messages.map(({ content }) => content).join(""));
  return { prompt_tokens: asked, completion_tokens: tokens, total_tokens: asked + tokens };
}

function writeEvents(request: ModelRequest, { content, tokens }: Said): Written {
  const common = {
    id: "chatcmpl-standin",
    object: "chat.completion.chunk",
    created: SECONDS,
    model: request.body["model"],
  };
  const pieces = piecesOf(content).map((piece) => ({ index: 0, delta: { content: piece }, finish_reason: null }));
  const choices = [
    { index: 0, delta: { role: "assistant", content: "" }, finish_reason: null },
    ...pieces,
    { index: 0, delta: {}, finish_reason: "stop" },
  ];
  const events = [
    ...choices.map((choice) => ({ ...common, choices: [choice] })),
    ...(toJson(request.body["stream_options"])["include_usage"] === true
      ? [{ ...common, choices: [], usage: usageOf(request, tokens) }]
      : []),
  ];
  return {
    type: "text/event-stream",
    chunks: [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), "data: [DONE]\n\n"],
  };
}

function writeOllama(request: ModelRequest, { content, tokens }: Said): Written {
  const common = { model: request.body["model"], created_at: WHEN };
  const { prompt_tokens: asked } = usageOf(request, tokens);
  const counts = { total_duration: 9e6, load_duration: 1e6, prompt_eval_count: asked, prompt_eval_duration: 2e6 };
  const end = { done_reason: "stop", done: true, ...counts, eval_count: tokens, eval_duration: 6e6 };
  if (request.body["stream"] === false) return json({ ...common, message: { role: "assistant", content }, ...end });
  const lines = [
    ...piecesOf(content).map((piece) => ({ ...common, message: { role: "assistant", content: piece }, done: false })),
    { ...common, message: { role: "assistant", content: "" }, ...end },
  ];
  return { type: "application/x-ndjson", chunks: lines.map((line) => `${JSON.stringify(line)}\n`) };
}

function piecesOf(content: string): string[] {
  return content.length > 4096 ? [content] : (content.match(/[\s\S]{1,24}/gu) ?? []);
}

export function writeEmbeddings({ path, body }: ModelRequest, embed: Embed): Written {
  const texts = (Array.isArray(body["input"]) ? body["input"] : [body["input"]]).map(String);
  const vectors = texts.map((text) => [...embed(text)]);
  const counted = texts.reduce((sum, text) => sum + tokensOf(text), 0);
  const model = body["model"];
  if (path.startsWith("/api/")) {
    return json({ model, embeddings: vectors, total_duration: 9e6, load_duration: 1e6, prompt_eval_count: counted });
  }
  const write = (vector: number[]): unknown =>
    body["encoding_format"] === "base64" ? Buffer.from(new Float32Array(vector).buffer).toString("base64") : vector;
  const data = vectors.map((vector, index) => ({ object: "embedding", index, embedding: write(vector) }));
  return json({ object: "list", data, model, usage: { prompt_tokens: counted, total_tokens: counted } });
}
