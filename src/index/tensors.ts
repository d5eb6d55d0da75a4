// Named typed arrays in one file: a JSON line with names, kinds and lengths, then the arrays, each aligned to 8 bytes.

const KINDS = { Int8Array, Uint8Array, Uint16Array, Int32Array, Uint32Array, Float32Array } as const;
type Kind = keyof typeof KINDS;
export type Tensor = InstanceType<(typeof KINDS)[Kind]>;
export type Tensors = Readonly<Record<string, Tensor>>;
type Heading = { readonly name: string; readonly kind: Kind; readonly length: number };

const ALIGNMENT = 8;

export function encodeTensors(tensors: Tensors): Buffer {
  const headings: Heading[] = Object.entries(tensors).map(([name, tensor]) => ({
    name,
    kind: kindOf(tensor),
    length: tensor.length,
  }));
  const head = Buffer.from(`${JSON.stringify(headings)}\n`);
  const parts: Buffer[] = [head, padding(head.length)];
  for (const tensor of Object.values(tensors)) {
    const bytes = Buffer.from(tensor.buffer, tensor.byteOffset, tensor.byteLength);
    parts.push(bytes, padding(bytes.length));
  }
  return Buffer.concat(parts);
}

/** Views into `file`, without a copy. Throws where the file does not hold what its first line says. */
export function decodeTensors(file: Buffer): Map<string, Tensor> {
  const aligned = file.byteOffset % ALIGNMENT === 0 ? file : Buffer.from(new Uint8Array(file));
  const end = aligned.indexOf(0x0a);
  // The files are covered by the manifest's checksums: what is parsed here is what encodeTensors wrote.
  const headings = JSON.parse(aligned.toString("utf8", 0, end)) as Heading[];
  let at = roundUp(end + 1);
  return new Map(
    headings.map(({ name, kind, length }) => {
      if (at + length * KINDS[kind].BYTES_PER_ELEMENT > aligned.byteLength)
        throw new Error(`the file ends within ${name}`);
      const tensor = new KINDS[kind](aligned.buffer as ArrayBuffer, aligned.byteOffset + at, length);
      at = roundUp(at + tensor.byteLength);
      return [name, tensor];
    }),
  );
}

function kindOf(tensor: Tensor): Kind {
  const kind = tensor.constructor.name;
  if (!(kind in KINDS)) throw new Error(`no tensor kind ${kind}`);
  return kind as Kind;
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function padding(bytes: number): Buffer {
  return Buffer.alloc(roundUp(bytes) - bytes);
}
