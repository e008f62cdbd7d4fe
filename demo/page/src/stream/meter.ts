// Measures one answer: the time to its first token and the tokens per second after it. Takes its clock as an argument.

export interface Reading {
  firstTokenMilliseconds: number;
  tokens: number;
  tokensPerSecond: number | undefined;
}

export class Meter {
  readonly #now: () => number;
  readonly #asked: number;
  #first: number | undefined;
  #last = 0;
  #tokens = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#asked = now();
  }

  token(): void {
    this.#last = this.#now();
    this.#first ??= this.#last;
    this.#tokens += 1;
  }

  /** undefined until a token has come. */
  read(): Reading | undefined {
    if (this.#first === undefined) return undefined;
    const seconds = (this.#last - this.#first) / 1000;
    return {
      firstTokenMilliseconds: this.#first - this.#asked,
      tokens: this.#tokens,
      tokensPerSecond: seconds > 0 ? (this.#tokens - 1) / seconds : undefined,
    };
  }
}
