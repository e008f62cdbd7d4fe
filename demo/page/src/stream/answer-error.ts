// Why an answer failed, in words for the reader, and whether the rest of it may still be had.

export class AnswerError extends Error {
  readonly canResume: boolean;

  constructor(message: string, options: { canResume: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'AnswerError';
    this.canResume = options.canResume;
  }
}

/** The sentence in the body of one of the chat server's JSON errors. */
export function readRefusal(body: string | undefined): string | undefined {
  try {
    const { error } = JSON.parse(body ?? '') as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : undefined;
  } catch {
    return undefined;
  }
}
