// The API of the chat: ask, resume, cut, stop.

import { randomUUID } from 'node:crypto';
import express from 'express';
import { readChatRequest, readKey, readLastEventId, readStartingAfter } from './chat-request.js';
import { ApiError, goneError } from './errors.js';
import { sendEvents } from './send-events.js';
import { chunksOf, writeAnswer } from './write-answer.js';

/** @import { Answers, Limits, Model } from './types.js' */

/**
 * @param {Model} model
 * @param {Answers} answers
 * @param {import('./faults/faults.js').Faults} faults
 * @param {Limits} limits
 */
export function chatRoutes(model, answers, faults, limits) {
  const routes = express.Router();

  routes.get('/info', (_request, response) => {
    response.set('cache-control', 'no-store').json({ kind: model.kind, model: model.name });
  });

  routes.post('/chat', express.json({ limit: limits.bodyBytes }), async (request, response) => {
    const lastEventId = request.get('last-event-id');
    if (lastEventId) {
      const { id, position } = readLastEventId(lastEventId);
      await checkPosition(id, position);
      return send(response, id, position);
    }
    // The key is the answer's ID: a request that was cut before its first event finds its answer by it.
    const id = readKey(request.get('idempotency-key') ?? `answer-${randomUUID()}`);
    if ((await answers.lastPosition(id)) === undefined) await begin(id, request.body);
    return send(response, id, -1);
  });

  routes.post('/chat/:newId/fault/:name', async ({ params: { newId, name } }, response) => {
    if (faults.set(readKey(newId), name)) await answers.cut(newId);
    response.sendStatus(204);
  });

  routes.param('id', async (_request, _response, next, id) => {
    if ((await answers.lastPosition(id)) === undefined) {
      throw new ApiError(404, 'answer_not_found', 'No such answer.');
    }
    next();
  });

  routes.get('/chat/:id', async (request, response) => {
    // EventSource sends the header; clients of the Responses API send the number.
    const lastEventId = request.get('last-event-id');
    const position = lastEventId
      ? readLastEventId(lastEventId).position
      : readStartingAfter(request.query.starting_after);
    return send(response, request.params.id, position);
  });

  routes.get('/chat/:id/stream', ({ params: { id } }, response) => send(response, id, -1));

  routes.post('/chat/:id/cut', async ({ params: { id } }, response) => {
    await answers.cut(id);
    response.sendStatus(204);
  });

  routes.delete('/chat/:id', async ({ params: { id } }, response) => {
    await answers.stop(id);
    response.sendStatus(204);
  });

  /** @param {string} id @param {unknown} body */
  async function begin(id, body) {
    const request = readChatRequest(body, limits);
    const chunks = chunksOf(id, request.model ?? model.name);
    // The first event is written at once, so that a reader can resume before the model has sent a word.
    const writer = await answers.begin(id, chunks.first);
    if (writer) {
      void writeAnswer(writer, chunks, model.write(request, writer.signal), limits.answerBytes);
    }
  }

  /** @param {import('express').Response} response @param {string} id @param {number} position */
  async function send(response, id, position) {
    const fault = faults.connect(id, response, position >= 0);
    if (fault.responded) return;
    await sendEvents(response, answers, id, fault.startsOver ? -1 : position, fault.misbehave);
  }

  /** @param {string} id @param {number} position */
  async function checkPosition(id, position) {
    const last = await answers.lastPosition(id);
    if (last === undefined) throw goneError();
    if (position > last) {
      const message = `This answer has no event ${position} yet; the newest is ${last}.`;
      throw new ApiError(409, 'event_not_written', message);
    }
  }

  return routes;
}
