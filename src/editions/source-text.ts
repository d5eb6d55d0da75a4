// An official text as it was found, line by line, before anybody knows what its numbers mean.

/** How the text came: decides which hints its lines can carry. */
export const SOURCE_FORMS = ["adilet", "markdown", "plain", "docx", "pdf"] as const;
export type SourceForm = (typeof SOURCE_FORMS)[number];

export type SourceLine = {
  /** Line of the file, or of the page's text where the file has none of its own; from 1. */
  readonly number: number;
  /** The words as they stand, without indents and without marks of the format; NFC; one space between words. Never empty. */
  readonly text: string;
  /** `heading` and `note` only where the format itself says so; what words alone say is the reader's of the act to find. */
  readonly mark: "heading" | "note" | "plain";
  /** Whether the line begins with the indent of a paragraph; `null` where the form has no indents. */
  readonly isIndented: boolean | null;
  /** Whether the line begins a paragraph of the format (a `<p>`, a paragraph of DOCX, a block of Markdown); `null` where lines are all there is. */
  readonly isBlockStart: boolean | null;
  /** Name under which the page can be opened at this line, such as `z99`; `null` where there is none. */
  readonly anchor: string | null;
};

export type SourceText = {
  readonly form: SourceForm;
  /** What the page or file calls itself; `null` where it says nothing. */
  readonly title: string | null;
  /** The page's own word on the act, such as "Утративший силу"; `null` where it says nothing. */
  readonly status: string | null;
  readonly lines: readonly SourceLine[];
};
