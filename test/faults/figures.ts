// What a long run has counted, on one line, for docs/reliability.md.

export function print(name: string, figures: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`figures · ${name} · ${JSON.stringify(figures)}\n`);
}
