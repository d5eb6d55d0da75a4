// The wire form of ONNX, as far as a very small model needs it: bytes by number of field.

export const FLOAT = 1;
export const INT64 = 7;

export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly number[][] = [],
): number[] {
  return [
    ...inputs.flatMap((name) => text(1, name)),
    ...text(2, output),
    ...text(4, operator),
    ...attributes.flatMap((attribute) => field(5, attribute)),
  ];
}

export function number(name: string, is: number): number[] {
  return [...text(1, name), ...varint(3, is), ...varint(20, 2)];
}

export function numbers(name: string, are: readonly number[]): number[] {
  return [...text(1, name), ...are.flatMap((is) => varint(8, is)), ...varint(20, 7)];
}

export function value(name: string, type: number, shape: readonly (string | number)[]): number[] {
  const sizes = shape.flatMap((size) => field(1, typeof size === "number" ? varint(1, size) : text(2, size)));
  return [...text(1, name), ...field(2, field(1, [...varint(1, type), ...field(2, sizes)]))];
}

export function varint(at: number, is: number): number[] {
  return [...digits(at * 8), ...digits(is)];
}

export function text(at: number, is: string): number[] {
  return field(at, [...Buffer.from(is, "utf8")]);
}

export function field(at: number, bytes: readonly number[]): number[] {
  return [...digits(at * 8 + 2), ...digits(bytes.length), ...bytes];
}

function digits(is: number): number[] {
  return is < 128 ? [is] : [128 + (is % 128), ...digits(Math.floor(is / 128))];
}
