// The API of the chat: ask, resume, cut, stop. Each route only connects the modules that do the work.

import express from 'express';
import { ApiError } from './api-error.js';
import {
  readChatRequest,
  readIdempotencyKey,
  readLastEventId,
  readStartingAfter,
} from './chat-request.js';
import { formatOf } from './formats/formats.js';
import { generate } from './generate.js';
import { sendEvents } from './send-events.js';

/**
 * @param {import('./types.js').FormatName | undefined} formatName
 * @param {import('./types.js').Source} source
 * @param {import('./answer-store.js').AnswerStore} store
 * @param {import('./types.js').Limits} limits
 */
export function chatRoutes(formatName, source, store, limits) {
  const routes = express.Router();
  const format = formatOf(formatName);

  routes.get('/info', (_request, response) => {
    response
      .set('cache-control', 'no-store')
      .json({ kind: source.kind, model: source.model, format: formatName });
  });

  routes.post('/chat', express.json({ limit: limits.bodyBytes }), async (request, response) => {
    const lastEventId = request.get('last-event-id');
    if (lastEventId) {
      const { answer, position } = findResumed(lastEventId);
      return send(response, answer, position);
    }
    // The key is the answer's id: a request that was cut before its first event, and has no event id to come back
    // with, finds its answer by it. Without it the question would be answered, and paid for, twice.
    const key = readIdempotencyKey(request.get('idempotency-key'));
    const answer = store.find(key) ?? begin(readChatRequest(request.body, limits), key);
    return send(response, answer, -1);
  });

  // How clients of the Responses API go on after a cut: sequence numbers are positions.
  routes.get('/chat/:answerId', (request, response) => {
    const position = readStartingAfter(request.query.starting_after);
    return send(response, findAnswer(request.params.answerId), position);
  });

  // How clients of the AI SDK do: from the beginning.
  routes.get('/chat/:answerId/stream', (request, response) =>
    send(response, findAnswer(request.params.answerId), -1),
  );

  routes.post('/chat/:answerId/cut', (request, response) => {
    findAnswer(request.params.answerId).cut();
    response.status(204).end();
  });

  routes.delete('/chat/:answerId', (request, response) => {
    findAnswer(request.params.answerId).stop();
    response.status(204).end();
  });

  /** @param {import('./types.js').ChatRequest} request @param {string | undefined} key */
  function begin(request, key) {
    const answer = store.create(key);
    void generate(answer, source, format, request, limits).then(() => store.written(answer.id));
    return answer;
  }

  /**
   * @param {import('express').Response} response
   * @param {import('./answer.js').Answer} answer
   * @param {number} position
   */
  async function send(response, answer, position) {
    await sendEvents(response, answer, format.headers, position);
    void store.readerLeft(answer);
  }

  /** @param {string} lastEventId */
  function findResumed(lastEventId) {
    const { answerId, position } = readLastEventId(lastEventId);
    const answer = store.find(answerId);
    if (answer === undefined) {
      throw new ApiError(
        410,
        'answer_gone',
        'The server no longer has this answer, so it cannot be resumed. Ask again.',
      );
    }
    if (position > answer.lastPosition) {
      throw new ApiError(
        409,
        'event_not_written',
        `This answer has no event ${position} yet; its newest is ${answer.lastPosition}.`,
      );
    }
    return { answer, position };
  }

  /** @param {string} id */
  function findAnswer(id) {
    const answer = store.find(id);
    if (answer === undefined) throw new ApiError(404, 'answer_not_found', 'No such answer.');
    return answer;
  }

  return routes;
}
