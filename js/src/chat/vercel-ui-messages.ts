// The UI message stream of Vercel's AI SDK.
import type { ChatCall, Continuation } from './chat-format.js';
import { below } from './address.js';
import { failureBy, jsonFormat, objectIn } from './json-format.js';

interface Chunk {
  readonly type?: string;
  readonly delta?: string;
  readonly errorText?: unknown;
}

/**
 * The UI message stream of Vercel's AI SDK (version 1): `data: {part}`, at the end `data: [DONE]`. A request whose JSON body
 * has an `id` goes on after a cut by a GET of `{url}/{id}/stream`, which begins anew: what has been read is left out.
 */
export const vercelUiMessages = /* @__PURE__ */ jsonFormat<Chunk>({
  isTerminal: ({ type }) => type === 'finish' || type === 'abort',
  failureOf: ({ type, errorText }) => (type === 'error' ? failureBy(errorText) : undefined),
  textOf: ({ type, delta }) => (type === 'text-delta' ? delta : ''),
  continuation,
});

function continuation({ url, body = '' }: ChatCall): Continuation {
  const { id } = (objectIn(body) ?? {}) as { readonly id?: unknown };
  // By itself it is for the page that comes back, whose GET is sent again after a cut.
  const dedupe: Continuation['dedupe'] = (_message, position) => position;
  return typeof id === 'string' ? { dedupe, resume: () => below(url, [id, 'stream']) } : { dedupe };
}
