import { ngramsOf } from './features.js';
import { probabilitiesOf, scoresOf, type LinearModel } from './linear.js';
import { placesOf, vectorOf, type Vector, type Vocabulary } from './vectors.js';

/** A class and how probable it is that a text belongs to it, from 0 to 1. */
export interface Ranked {
  label: string;
  probability: number;
}

/** What a classifier makes of one text. */
export interface Reading {
  /** All classes, the most probable first. */
  ranked: Ranked[];
  /** The n-grams of the text that speak most for a class, at most `limit`, all of them known from the examples. */
  evidence: (label: string, limit: number) => string[];
}

/** Assigns probabilities to the classes of a text. Immutable. `encode` and `decode` keep it in a file. */
export class Classifier {
  constructor(
    readonly labels: readonly string[],
    private readonly vocabulary: Vocabulary,
    private readonly model: LinearModel,
    /** Corrects probabilities that are too extreme (temperature scaling; Guo, Pleiss, Sun, Weinberger 2017). */
    private readonly temperature: number,
  ) {}

  /** `normalized` is the result of `normalizeText`, for a caller that has it. */
  read(text: string, normalized?: string): Reading {
    const vector = vectorOf(ngramsOf(text, normalized), this.vocabulary);
    return { ranked: this.ranked(vector), evidence: (label, limit) => this.evidence(vector, label, limit) };
  }

  /** A header line of JSON, then the numbers as 32-bit floats in little-endian order. */
  encode(): Buffer {
    const { ngrams, weights } = this.vocabulary;
    const header: Header = { labels: this.labels, temperature: this.temperature, ngrams };
    const numbers = [weights, this.model.biases, this.model.weights];
    return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...numbers.map(bytesOf)]);
  }

  /** @throws Error when the bytes are not those of `encode` */
  static decode(bytes: Buffer): Classifier {
    const end = bytes.indexOf('\n');
    const { labels, temperature, ngrams } = JSON.parse(bytes.toString('utf8', 0, end)) as Header;
    const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset + end + 1, bytes.byteOffset + bytes.length));
    const [size, classes] = [ngrams.length, labels.length];
    if (numbers.length !== size + classes + size * classes) throw new Error('The model is incomplete.');
    return new Classifier(
      labels,
      { ngrams, places: placesOf(ngrams), weights: numbers.subarray(0, size) },
      { classes, biases: numbers.subarray(size, size + classes), weights: numbers.subarray(size + classes) },
      temperature,
    );
  }

  private ranked(vector: Vector): Ranked[] {
    const probabilities = probabilitiesOf(scoresOf(this.model, vector), this.temperature);
    return this.labels
      .map((label, index) => ({ label, probability: probabilities[index]! }))
      .sort((a, b) => b.probability - a.probability);
  }

  private evidence({ indexes, values }: Vector, label: string, limit: number): string[] {
    const { classes, weights } = this.model;
    const own = this.labels.indexOf(label);
    const gains: { place: number; gain: number }[] = [];
    for (let k = 0; k < indexes.length; k++) {
      const base = indexes[k]! * classes;
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += weights[base + c]!;
      const gain = values[k]! * (weights[base + own]! - sum / classes);
      if (gain > 0) gains.push({ place: indexes[k]!, gain });
    }
    const best = gains.sort((a, b) => b.gain - a.gain).slice(0, limit);
    return best.map(({ place }) => this.vocabulary.ngrams[place]!.trim());
  }
}

interface Header {
  labels: readonly string[];
  temperature: number;
  ngrams: readonly string[];
}

function bytesOf(numbers: Float32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
