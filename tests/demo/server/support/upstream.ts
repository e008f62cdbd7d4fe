// A model server: an HTTP server whose responses the test writes.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve } from '../../../support/test-server.js';

export interface Upstream {
  url: string;
  requests: IncomingMessage[];
}

export async function openUpstream(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<Upstream> {
  const requests: IncomingMessage[] = [];
  const { url } = await serve((request, response) => {
    requests.push(request);
    request.resume().on('end', () => answer(response, request));
  });
  return { url: `${url}/v1`, requests };
}

export const streamHeaders = { 'content-type': 'text/event-stream' };

export const chunk = (content: string, finishReason: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finishReason }] })}\n\n`;
