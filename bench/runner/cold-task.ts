// The task of a new process or page: import a contender, and read two short responses, one after
// the other.

export interface ColdTask {
  /** The module, which exports `firstMessage`. */
  readonly module: string;
  readonly url: string;
}

/** Milliseconds from the start of each part to its end. */
export interface ColdTimes {
  readonly importing: number;
  /** From the request to the first message. */
  readonly firstRequest: number;
  readonly secondRequest: number;
}

export interface ColdModule {
  /** Resolves with the data of the first message. */
  readonly firstMessage: (url: string) => Promise<string>;
}

export const coldTasks = {
  async timeColdStart({ module, url }: ColdTask): Promise<ColdTimes> {
    const begun = performance.now();
    const { firstMessage } = (await import(module)) as ColdModule;
    const imported = performance.now();
    await firstMessage(url);
    const first = performance.now();
    await firstMessage(url);
    const second = performance.now();
    return {
      importing: imported - begun,
      firstRequest: first - imported,
      secondRequest: second - first,
    };
  },
};
