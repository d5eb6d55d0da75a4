// Words on one line of Socket Mode.

import type { WebSocket } from "ws";

/** `null` where it is not there or cannot be read. */
export function readField(text: string, name: string): unknown {
  try {
    return JSON.parse(text)[name] ?? null;
  } catch {
    return null;
  }
}

export function say(connection: WebSocket, message: unknown): void {
  if (connection.readyState === connection.OPEN) connection.send(JSON.stringify(message));
}
