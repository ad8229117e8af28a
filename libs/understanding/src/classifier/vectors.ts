/** A sparse vector of length one. */
export interface Vector {
  indexes: Int32Array;
  values: Float32Array;
}

/** The n-grams that a model knows, their places in its vectors and their weights (inverse document frequency). */
export interface Vocabulary {
  ngrams: readonly string[];
  places: ReadonlyMap<string, number>;
  weights: Float32Array;
}

/** Builds a vocabulary of the n-grams that occur in at least `leastTexts` texts. */
export function vocabularyOf(texts: readonly ReadonlyMap<string, number>[], leastTexts = 2): Vocabulary {
  const found = new Map<string, number>();
  for (const ngrams of texts) for (const ngram of ngrams.keys()) found.set(ngram, (found.get(ngram) ?? 0) + 1);
  const ngrams = [...found].filter(([, count]) => count >= leastTexts).map(([ngram]) => ngram);
  const weights = Float32Array.from(ngrams, (ngram) => Math.log((1 + texts.length) / (1 + found.get(ngram)!)) + 1);
  return { ngrams, places: placesOf(ngrams), weights };
}

/** The place of each n-gram. */
export function placesOf(ngrams: readonly string[]): Map<string, number> {
  return new Map(ngrams.map((ngram, place) => [ngram, place]));
}

/** TF-IDF with logarithmic counts. N-grams that the vocabulary does not contain are left out. */
export function vectorOf(ngrams: ReadonlyMap<string, number>, { places, weights }: Vocabulary): Vector {
  // Filling typed arrays is several times faster than copying lists into them.
  const indexes = new Int32Array(ngrams.size);
  const raw = new Float64Array(ngrams.size);
  let size = 0;
  let squares = 0;
  for (const [ngram, count] of ngrams) {
    const place = places.get(ngram);
    if (place === undefined) continue;
    const value = (1 + Math.log(count)) * weights[place]!;
    indexes[size] = place;
    raw[size++] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  const values = new Float32Array(size);
  for (let k = 0; k < size; k++) values[k] = raw[k]! / length;
  return { indexes: indexes.subarray(0, size), values };
}
