// A fault in a knowledge file, told to the person who edits it; caught at the entry points, which print it as one line.

export class KnowledgeFault extends Error {
  constructor(file: string, key: string, what: string) {
    super(`knowledge/${file}: ${key}: ${what}`);
    this.name = "KnowledgeFault";
  }
}
