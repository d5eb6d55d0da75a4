// Starts one after the other, each in a turn of the event loop of its own: between two of them the network is heard, even where
// the store answers without waiting.

export function createStagger(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => new Promise<void>((resolve) => void setImmediate(resolve)));
    return last;
  };
}
