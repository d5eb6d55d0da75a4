// A model as named tensors and back; plain numbers travel as tensors of one.

import type { Model } from "./model.ts";
import type { Tensor, Tensors } from "./tensors.ts";

type Tree = { readonly [key: string]: Tree | Tensor | number };

export function packModel(model: Model): Tensors {
  const tensors: Record<string, Tensor> = {};
  const walk = (tree: Tree, prefix: string): void => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === "number") tensors[`${prefix}${key}#`] = Uint32Array.of(value);
      else if (ArrayBuffer.isView(value)) tensors[prefix + key] = value as Tensor;
      else walk(value as Tree, `${prefix}${key}.`);
    }
  };
  walk(model as unknown as Tree, "");
  return tensors;
}

/** Expects what `packModel` wrote: the manifest's checksums vouch for it. */
export function unpackModel(tensors: ReadonlyMap<string, Tensor>): Model {
  const root: Record<string, unknown> = {};
  for (const [name, tensor] of tensors) {
    const path = name.replace(/#$/, "").split(".");
    const last = path.pop() ?? name;
    let branch = root;
    for (const key of path) {
      branch[key] ??= {};
      branch = branch[key] as Record<string, unknown>;
    }
    branch[last] = name.endsWith("#") ? tensor[0] : tensor;
  }
  return root as unknown as Model;
}
