// Lines of a file or of standard input, one at a time.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** `null` reads standard input. Throws where the file cannot be read. */
export async function* readLines(file: string | null): AsyncGenerator<string> {
  const input = file === null ? process.stdin : createReadStream(file);
  const failed = new Promise<never>((_, reject) => {
    input.once("error", (cause: Error) =>
      reject(new Error(`cannot read ${file ?? "standard input"}: ${cause.message}`, { cause })),
    );
  });
  failed.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([lines.next(), failed]);
    if (next.done) {
      await Promise.race([failed, new Promise((resolve) => setImmediate(resolve))]);
      return;
    }
    yield next.value;
  }
}
