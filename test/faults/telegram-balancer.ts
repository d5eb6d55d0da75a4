// What stands between Telegram and two processes of the service: it brings each update to one of them in turn, some to
// both, and where one does not answer, to the other.

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

import type { Chance } from "./seeded.ts";

export type Balancer = {
  readonly url: string;
  /** The addresses of the pages of the processes that run. */
  targets: readonly string[];
  /** Updates that were brought more than once. */
  readonly doubled: () => number;
  stop(): Promise<void>;
};

const PATH = "telegram";

export async function startBalancer(chance: Chance): Promise<Balancer> {
  let turn = 0;
  let doubled = 0;
  const state: { targets: readonly string[] } = { targets: [] };
  const server = createServer(async (request, response) => {
    const body = await readAll(request);
    const headers = {
      "content-type": "application/json",
      "x-telegram-bot-api-secret-token": String(request.headers["x-telegram-bot-api-secret-token"] ?? ""),
    };
    const bring = async (target: string | undefined): Promise<boolean> => {
      if (target === undefined) return false;
      const answer = await fetch(`${target}${PATH}`, { method: "POST", headers, body }).catch(() => null);
      await answer?.arrayBuffer().catch(() => undefined);
      return answer?.ok === true;
    };
    turn += 1;
    const { targets } = state;
    const [one, other] = [targets[turn % targets.length], targets[(turn + 1) % targets.length]];
    const isBoth = chance.below(3) === 0;
    if (isBoth) doubled += 1;
    const taken = await Promise.all([bring(one), ...(isBoth ? [bring(other)] : [])]);
    const isTaken = taken.includes(true) || (await bring(other));
    // Now and then the answer is lost on its way, and the update comes again.
    response.writeHead(isTaken && chance.below(20) > 0 ? 200 : 502).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/${PATH}`,
    doubled: () => doubled,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

async function readAll(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
