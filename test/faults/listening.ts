// Everything the process says while it is listened to.

const STREAMS = ["stdout", "stderr"] as const;
const CONSOLE = ["log", "info", "warn", "error", "debug"] as const;

/** `stop` gives it back and ends the listening. What is said still goes where it was meant to go. */
export function listen(): { readonly stop: () => string } {
  const heard: string[] = [];
  const undo: (() => void)[] = [];
  for (const name of STREAMS) {
    const stream = process[name];
    const write = stream.write.bind(stream) as (...given: readonly unknown[]) => boolean;
    const before = stream.write;
    stream.write = ((...given: readonly unknown[]) => {
      heard.push(String(given[0]));
      return write(...given);
    }) as typeof stream.write;
    undo.push(() => {
      stream.write = before;
    });
  }
  for (const name of CONSOLE) {
    const before = console[name];
    console[name] = (...given: unknown[]) => {
      heard.push(given.map(String).join(" "));
      before(...given);
    };
    undo.push(() => {
      console[name] = before;
    });
  }
  return {
    stop: () => {
      for (const one of undo) one();
      return heard.join("\n");
    },
  };
}
