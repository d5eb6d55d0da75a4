// The mean of several states of a scorer's weights, which hangs less on the order of its examples than the last of them.

export type Weights = { readonly weights: Float32Array; readonly bias: Float32Array };
export type Sum = { weights: Float32Array; bias: Float32Array; count: number };

export function newSum(): Sum {
  return { weights: new Float32Array(0), bias: new Float32Array(0), count: 0 };
}

export function addTo(sum: Sum, { weights, bias }: Weights): void {
  if (sum.count === 0) [sum.weights, sum.bias] = [Float32Array.from(weights), Float32Array.from(bias)];
  else {
    weights.forEach((weight, at) => {
      sum.weights[at] = (sum.weights[at] ?? 0) + weight;
    });
    bias.forEach((weight, at) => {
      sum.bias[at] = (sum.bias[at] ?? 0) + weight;
    });
  }
  sum.count += 1;
}

export function meanOf({ weights, bias, count }: Sum): Weights {
  const share = 1 / Math.max(1, count);
  return { weights: weights.map((weight) => weight * share), bias: bias.map((weight) => weight * share) };
}
