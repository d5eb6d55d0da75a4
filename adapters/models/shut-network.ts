// Takes the network away from a process that has no use for it, so that "never leaves this machine" is no mere promise.

import net from "node:net";

/** From now on no connection can be made: by `fetch`, by `node:http`, or by whatever a library brings along. */
export function shutNetwork(): void {
  net.Socket.prototype.connect = () => {
    throw new Error("this process has no network");
  };
}
