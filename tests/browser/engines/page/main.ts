// The script of every page and of every worker: runs the test file that its URL names and reports to Node.
import type { Report } from '../report.mjs';
import { runFile } from './vitest.js';

const parameters = new URL(location.href).searchParams;

function openReport(): Promise<(report: Report) => void> {
  const socket = new WebSocket(`ws://${location.host}/report?run=${parameters.get('run') ?? ''}`);
  return new Promise((resolve) => {
    socket.addEventListener('open', () => {
      resolve((report) => socket.send(JSON.stringify(report)));
    });
  });
}

/** Uncaught errors of any origin make the file fail. */
function reportUncaught(report: (report: Report) => void): void {
  const tellOf = (what: string, error: unknown, stack = ''): void => {
    const message = `${what}: ${String(error)}`;
    report({ type: 'broken', name: '', fault: { message, diff: '', stack } });
  };
  addEventListener('error', (event) => {
    const error: unknown = event.error;
    tellOf('Uncaught', event.message, error instanceof Error ? error.stack : '');
  });
  addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
    tellOf('Uncaught', reason, reason instanceof Error ? reason.stack : '');
  });
}

async function main(): Promise<void> {
  const report = await openReport();
  reportUncaught(report);
  if (parameters.get('context') === 'worker' && typeof document !== 'undefined') {
    const worker = new Worker(`/main.js${location.search}`, { type: 'module' });
    worker.addEventListener('error', ({ message }) => {
      const fault = { message: `The worker fails: ${message}`, diff: '', stack: '' };
      report({ type: 'broken', name: '', fault });
    });
    return;
  }
  // Deletes WebAssembly as Lockdown Mode does. The test file is loaded later, so its parser does
  // not see it.
  if (parameters.get('context') === 'fallback') Reflect.deleteProperty(globalThis, 'WebAssembly');
  await runFile(`/${parameters.get('file') ?? ''}`, report);
  report({ type: 'done' });
}

void main();
