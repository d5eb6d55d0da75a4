// A small server of language models on this computer for tests: OpenAI's and Ollama's protocols, and whatever behaviour a test asks for.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { type Behave, type Behaviour, honest, type ModelRequest, toJson } from "./model-server-behaviour.ts";
import { embedLetters } from "./model-server-embed.ts";
import {
  complaintOf,
  type Embed,
  parsed,
  readAsked,
  tokensOf,
  writeAnswer,
  writeEmbeddings,
  writeFault,
} from "./model-server-wire.ts";

export * from "./model-server-behaviour.ts";
export { embedLetters } from "./model-server-embed.ts";

/** What a server says of a fault: a test may look whether it came out anywhere. */
export const SERVER_WORDS = "canary-words-of-the-server";

export type ModelServerSettings = {
  /** May be changed later through `behave` of the server. Embeddings are honest where it says `honest`. */
  readonly behave?: Behave;
  /** For embeddings; without it a hash of the text's letters. */
  readonly embed?: Embed;
  /** Then a request without it is refused with 401. */
  readonly apiKey?: string;
};

export type ModelServer = {
  /** `http://127.0.0.1:<port>`: the base of Ollama. */
  readonly url: string;
  /** `…/v1`: the base of OpenAI. */
  readonly openaiUrl: string;
  readonly requests: readonly ModelRequest[];
  /** How many connections were made. */
  readonly connections: () => number;
  /** From now on. */
  behave(behave: Behave): void;
  close(): Promise<void>;
};

const ROUTES = new Set(["/v1/chat/completions", "/v1/embeddings", "/api/chat", "/api/embed"]);

export async function openModelServer(settings: ModelServerSettings = {}): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  const current = { behave: settings.behave ?? honest({}), connections: 0 };
  const embed = settings.embed ?? embedLetters;
  const stopped = new AbortController();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readRequest(request);
    requests.push(asked);
    const { status, message } = refusalOf(asked, settings.apiKey);
    if (status !== null) return act({ kind: "fails", status, message }, asked, response);
    return act(await current.behave(asked), asked, response);
  }

  async function act(behaviour: Behaviour, asked: ModelRequest, response: ServerResponse): Promise<void> {
    switch (behaviour.kind) {
      case "says":
        return speak(behaviour, asked, response);
      case "after":
        await sleep(behaviour.ms, undefined, { signal: stopped.signal });
        return act(behaviour.next, asked, response);
      case "raw":
        return void response.writeHead(behaviour.status, { ...behaviour.headers }).end(behaviour.body);
      case "fails": {
        const { status, message = SERVER_WORDS, headers = {} } = behaviour;
        const body = writeFault(asked.path, status, message);
        return void response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
      }
      case "hangs":
        if (behaviour.at === "body") begin(asked, response);
        return;
      case "closes":
        if (behaviour.at === "body") begin(asked, response, () => response.destroy());
        else response.destroy();
    }
  }

  function speak(
    { content, tokens = tokensOf(content) }: { content: string; tokens?: number },
    asked: ModelRequest,
    response: ServerResponse,
  ): void {
    const written = /embed/.test(asked.path) ? writeEmbeddings(asked, embed) : writeAnswer(asked, { content, tokens });
    response.writeHead(200, { "content-type": written.type });
    for (const chunk of written.chunks) response.write(chunk);
    response.end();
  }

  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    void answer(request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    current.connections += 1;
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ url, openaiUrl: `${url}/v1`, requests, connections: () => current.connections },
    behave: (behave) => {
      current.behave = behave;
    },
    close: () =>
      new Promise((resolve) => {
        stopped.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The headers and the first bytes of an answer. */
function begin({ path }: ModelRequest, response: ServerResponse, then: () => void = () => undefined): void {
  response.writeHead(200, { "content-type": path === "/api/chat" ? "application/x-ndjson" : "application/json" });
  response.write('{"model":"', then);
}

function refusalOf(asked: ModelRequest, apiKey: string | undefined): { status: number | null; message: string } {
  if (asked.method !== "POST" || !ROUTES.has(asked.path)) return { status: 404, message: "no such route" };
  const isKnown = apiKey === undefined || asked.headers["authorization"] === `Bearer ${apiKey}`;
  if (!isKnown) return { status: 401, message: `Incorrect API key provided: ${asked.headers["authorization"]}` };
  const complaint = complaintOf(asked);
  return complaint === null ? { status: null, message: "" } : { status: 400, message: complaint };
}

async function readRequest(request: IncomingMessage): Promise<ModelRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const body = toJson(parsed(text));
  const { method = "", url = "", headers } = request;
  return { method, path: url, headers, text, body, ...readAsked(body) };
}
