// Writes one answer of a model into the store, whether or not somebody reads it. Called once for each answer.

import { ApiError, toApiError } from './errors.js';
import { done } from './chunks.js';

/**
 * Resolves when the answer has ended, in whatever way.
 * @param {import('./types.js').Writer} writer
 * @param {ReturnType<typeof import('./chunks.js').chunksOf>} chunks
 * @param {import('./types.js').Model} model
 * @param {import('./types.js').ChatRequest} request
 * @param {number} mostBytes
 */
export async function writeAnswer(writer, chunks, model, request, mostBytes) {
  let bytes = 0;
  /** @param {string | undefined} data */
  const append = async (data) => {
    if (data === undefined) return;
    bytes += Buffer.byteLength(data);
    if (bytes > mostBytes) {
      const message = `The answer grew past ${mostBytes} bytes and was ended there.`;
      throw new ApiError(502, 'answer_too_long', message);
    }
    await writer.append(data);
  };
  try {
    /** @type {import('post-event-source/chat').UsagePart | undefined} */
    let usage;
    for await (const part of model.write(request, writer.signal)) {
      // Counts may repeat; the last ones follow the finish, as OpenAI sends them.
      if (part.type === 'usage') usage = part;
      else await append(chunks.part(part));
    }
    if (usage) await append(chunks.part(usage));
    await append(done);
  } catch (error) {
    await end(error).catch(() => undefined);
  }
  // If the storage is gone, its other readers get an error when the writer's lease has expired.
  await writer.end().catch(() => undefined);

  /** @param {unknown} error */
  async function end(error) {
    if (!writer.signal.aborted) return writer.append(JSON.stringify(toApiError(error)));
    await writer.append(chunks.part({ type: 'finish', reason: 'stop' }) ?? '');
    await writer.append(done);
  }
}
