// Text with the little form that a chat needs, as a tree: each platform writes it out in its own way and escapes each leaf once.

export type Span = {
  readonly text: string;
  readonly style?: "bold" | "italic" | "code";
  /** https only. */
  readonly url?: string;
};

export type Block =
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  /** Words of the law or of a person; folded where the platform can. */
  | { readonly kind: "quote"; readonly spans: readonly Span[] }
  /** Small print: small where the platform can. */
  | { readonly kind: "note"; readonly spans: readonly Span[] };

export function paragraph(...spans: readonly (Span | string)[]): Block {
  return { kind: "paragraph", spans: spans.map(toSpan) };
}

export function quote(...spans: readonly (Span | string)[]): Block {
  return { kind: "quote", spans: spans.map(toSpan) };
}

export function note(...spans: readonly (Span | string)[]): Block {
  return { kind: "note", spans: spans.map(toSpan) };
}

export function bold(text: string): Span {
  return { text, style: "bold" };
}

export function italic(text: string): Span {
  return { text, style: "italic" };
}

export function link(text: string, url: string): Span {
  return { text, url };
}

function toSpan(span: Span | string): Span {
  return typeof span === "string" ? { text: span } : span;
}

/** The same words without form: for notifications, screen readers, and where a platform refuses the form. */
export function toPlainText(blocks: readonly Block[]): string {
  return blocks.map(({ spans }) => spans.map(({ text }) => text).join("")).join("\n\n");
}
