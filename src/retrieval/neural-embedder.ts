// The port to another embedder, and how each family of models wants its texts to begin.

/** What a text is for: an asker's words, or the law's. */
export type NeuralRole = "question" | "passage";

export interface NeuralEmbedder {
  /** `ollama:bge-m3`: shown in metrics. */
  readonly name: string;
  /** What is set before texts; with other beginnings the same model gives other vectors. */
  readonly prefixes: string;
  /** One vector per text, unchecked. Rejects with a message that holds nothing of a text, of an answer or of a key. */
  embed(texts: readonly string[], role: NeuralRole, signal: AbortSignal): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

export type Prefixes = { readonly family: string; readonly question: string; readonly passage: string };

const TASK = "Instruct: Given a question, retrieve passages that answer it\nQuery: ";
const E5 = "(?:^|[/_-])e5-(?:small|base|large|tiny|mistral)";

const FAMILIES: readonly (Prefixes & { readonly pattern: RegExp })[] = [
  { family: "e5-instruct", pattern: new RegExp(`${E5}.*instruct`, "i"), question: TASK, passage: "" },
  { family: "e5", pattern: new RegExp(E5, "i"), question: "query: ", passage: "passage: " },
];

/** What most models want is nothing. */
export function prefixesOf(model: string): Prefixes {
  return FAMILIES.find(({ pattern }) => pattern.test(model)) ?? { family: "none", question: "", passage: "" };
}
