// Walks a tree of markup without recursion, so that a page of a hundred thousand nested tags costs time and no stack.

/** What is needed of a parser's node. */
export type Markup = {
  readonly type: string;
  readonly name?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly data?: string;
  readonly firstChild?: Markup | null;
  readonly next: Markup | null;
  readonly parent: Markup | null;
};

export type Visit = {
  /** `false` leaves the node out, with everything in it and its `leave`. */
  readonly enter: (node: Markup) => boolean;
  readonly leave: (node: Markup) => void;
};

export function walk(root: Markup, { enter, leave }: Visit): void {
  let node: Markup = root;
  for (;;) {
    const isIn = enter(node);
    if (isIn && node.firstChild) {
      node = node.firstChild;
      continue;
    }
    if (isIn) leave(node);
    while (node !== root && !node.next) {
      if (!node.parent) return;
      node = node.parent;
      leave(node);
    }
    if (node === root || !node.next) return;
    node = node.next;
  }
}
