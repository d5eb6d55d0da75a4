// Cross-lingual latent semantic indexing (Dumais et al. 1997): documents are the same matter in three languages, so that
// words which translate each other get near vectors. The leading singular vectors come from randomised subspace
// iteration (Halko, Martinsson & Tropp 2011); the small dense eigenproblem is left to ml-matrix.

import { EigenvalueDecomposition, Matrix } from "ml-matrix";

import type { SparseVector } from "./features.ts";

const OVERSAMPLING = 16;
const ITERATIONS = 1;

/** Row `rowOf[b] - 1` of `rows` is the vector of bucket `b`, to be multiplied by `scales`; 0 means "not seen". */
export type LsiModel = {
  readonly dimensions: number;
  readonly rowOf: Uint16Array | Uint32Array;
  readonly rows: Int8Array;
  readonly scales: Float32Array;
};

type Sparse = { readonly documents: readonly SparseVector[]; readonly rowOf: Uint32Array; readonly terms: number };

/** Documents are unit tf-idf vectors. Deterministic. Fewer documents than dimensions give fewer dimensions. */
export function trainLsi(documents: readonly SparseVector[], wanted: number, buckets: number): LsiModel {
  const dimensions = Math.min(wanted, documents.length);
  const width = Math.min(dimensions + OVERSAMPLING, documents.length);
  const matrix = numberTerms(documents, buckets);
  const spread = (basis: Float64Array): Float64Array => timesDocuments(matrix, timesTerms(matrix, basis, width), width);
  let basis = orthonormal(randomBasis(documents.length, width), width);
  for (let round = 0; round < ITERATIONS; round += 1) basis = orthonormal(spread(basis), width);
  const { values, vectors } = decompose(products(basis, spread(basis), width), width);
  const left = rotate(
    basis,
    width,
    vectors.slice(0, dimensions).map((vector, at) => divide(vector, Math.sqrt(values[at] ?? 1))),
  );
  return quantise(timesTerms(matrix, left, dimensions), matrix, dimensions);
}

function numberTerms(documents: readonly SparseVector[], buckets: number): Sparse {
  const rowOf = new Uint32Array(buckets);
  let terms = 0;
  for (const { buckets: seen } of documents) {
    for (const bucket of seen) {
      if (rowOf[bucket] !== 0) continue;
      terms += 1;
      rowOf[bucket] = terms;
    }
  }
  return { documents, rowOf, terms };
}

/** terms × width = Aᵀ·basis, where the rows of A are the documents. */
function timesTerms({ documents, rowOf, terms }: Sparse, basis: Float64Array, width: number): Float64Array {
  const product = new Float64Array(terms * width);
  documents.forEach(({ buckets, values }, document) => {
    const from = document * width;
    for (let at = 0; at < buckets.length; at += 1) {
      const to = ((rowOf[buckets[at] ?? 0] ?? 1) - 1) * width;
      const value = values[at] ?? 0;
      for (let c = 0; c < width; c += 1) product[to + c] = (product[to + c] ?? 0) + value * (basis[from + c] ?? 0);
    }
  });
  return product;
}

/** documents × width = A·basis. */
function timesDocuments({ documents, rowOf }: Sparse, basis: Float64Array, width: number): Float64Array {
  const product = new Float64Array(documents.length * width);
  documents.forEach(({ buckets, values }, document) => {
    const to = document * width;
    for (let at = 0; at < buckets.length; at += 1) {
      const from = ((rowOf[buckets[at] ?? 0] ?? 1) - 1) * width;
      const value = values[at] ?? 0;
      for (let c = 0; c < width; c += 1) product[to + c] = (product[to + c] ?? 0) + value * (basis[from + c] ?? 0);
    }
  });
  return product;
}

/** Orthonormal columns that span the same space: Y·E·Λ^(-1/2), where YᵀY = E·Λ·Eᵀ. */
function orthonormal(columns: Float64Array, width: number): Float64Array {
  const { values, vectors } = decompose(products(columns, columns, width), width);
  return rotate(
    columns,
    width,
    vectors.map((vector, at) => divide(vector, Math.sqrt(values[at] ?? 1))),
  );
}

function divide(vector: Float64Array, divisor: number): Float64Array {
  return vector.map((entry) => entry / divisor);
}

/** Eigenvalues of a symmetric matrix, largest first, and their vectors. Values below a rounding error count as that error. */
function decompose(symmetric: Float64Array, width: number): { values: number[]; vectors: Float64Array[] } {
  const eigen = new EigenvalueDecomposition(Matrix.from1DArray(width, width, symmetric), { assumeSymmetric: true });
  const order = eigen.realEigenvalues
    .map((value, column) => ({ value, column }))
    .sort((one, other) => other.value - one.value);
  return {
    values: order.map(({ value }) => Math.max(value, 1e-12)),
    vectors: order.map(({ column }) => Float64Array.from(eigen.eigenvectorMatrix.getColumn(column))),
  };
}

/** width × width = oneᵀ · other. */
function products(one: Float64Array, other: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width * width);
  for (let row = 0; row < one.length; row += width) {
    for (let a = 0; a < width; a += 1) {
      const value = one[row + a] ?? 0;
      const to = a * width;
      for (let b = 0; b < width; b += 1) sums[to + b] = (sums[to + b] ?? 0) + value * (other[row + b] ?? 0);
    }
  }
  return sums;
}

/** columns · rotation, where `rotation` holds the columns of the second factor. */
function rotate(columns: Float64Array, width: number, rotation: readonly Float64Array[]): Float64Array {
  const product = new Float64Array((columns.length / width) * rotation.length);
  for (let row = 0, to = 0; row < columns.length; row += width) {
    for (const column of rotation) {
      let sum = 0;
      for (let c = 0; c < width; c += 1) sum += (columns[row + c] ?? 0) * (column[c] ?? 0);
      product[to] = sum;
      to += 1;
    }
  }
  return product;
}

/** Term vectors as 8-bit rows. */
function quantise(vectors: Float64Array, { rowOf, terms }: Sparse, dimensions: number): LsiModel {
  const rows = new Int8Array(vectors.length);
  const scales = new Float32Array(terms);
  for (let term = 0; term < terms; term += 1) {
    const vector = vectors.subarray(term * dimensions, (term + 1) * dimensions);
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
    scales[term] = largest / 127;
    vector.forEach((value, d) => {
      rows[term * dimensions + d] = Math.round((127 * value) / largest);
    });
  }
  return { dimensions, rowOf, rows, scales };
}

/** Uniform in [-1, 1) from a fixed seed (Numerical Recipes' generator). */
function randomBasis(rows: number, width: number): Float64Array {
  let state = 20260701;
  return Float64Array.from({ length: rows * width }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** The unit vector of a text, or `null` where it shares no known feature with the knowledge. */
export function embed(
  { dimensions, rowOf, rows, scales }: LsiModel,
  { buckets, values }: SparseVector,
): Float32Array | null {
  const vector = new Float32Array(dimensions);
  for (let at = 0; at < buckets.length; at += 1) {
    const term = (rowOf[buckets[at] ?? 0] ?? 0) - 1;
    if (term < 0) continue;
    const value = (values[at] ?? 0) * (scales[term] ?? 0);
    const row = term * dimensions;
    for (let d = 0; d < dimensions; d += 1) vector[d] = (vector[d] ?? 0) + value * (rows[row + d] ?? 0);
  }
  const length = Math.hypot(...vector);
  return length > 1e-9 ? vector.map((value) => value / length) : null;
}
