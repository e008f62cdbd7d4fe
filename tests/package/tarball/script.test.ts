// The script for pages without WebAssembly: from which URL it loads the fallback. It runs the code
// from there.
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { read } from './support/installed.js';

class HTMLScriptElement {
  constructor(readonly src: string) {}
}

/** The globals of a page with this `document.currentScript`. */
function pageOf(currentScript: object | null): object {
  return { HTMLScriptElement, document: { currentScript } };
}

const ELSEWHERE = 'https://cdn.example/package/script.js';

test.each<[string, object | undefined, string]>([
  [
    'the script',
    pageOf(new HTMLScriptElement(ELSEWHERE)),
    'https://cdn.example/package/fallback.js',
  ],
  ['the page, for an inline script', pageOf(new HTMLScriptElement('')), './fallback.js'],
  // <img name="currentScript" src="…"> replaces `document.currentScript` in such a page.
  ['the page, for an element that is not a script', pageOf({ src: ELSEWHERE }), './fallback.js'],
  ['the page, without a current script', pageOf(null), './fallback.js'],
  ['the worker, which has no document', undefined, './fallback.js'],
])(
  'script for pages: loads the fallback from the folder of %s',
  async (_where, globals, expected) => {
    const requested: string[] = [];
    const page = {
      ...{ EventTarget, TextDecoder, TransformStream, URL },
      ...globals,
      imported: (address: string) => {
        requested.push(address);
        return Promise.reject(new Error('nothing is there'));
      },
      PostEventSource: { ready: () => Promise.resolve('') },
    };
    const code = read('dist/post-event-source.global.js').replace(/\bimport\(/g, 'imported(');

    runInNewContext(`delete globalThis.WebAssembly; ${code}`, page);

    await expect(page.PostEventSource.ready()).rejects.toMatchObject({ phase: 'connect' });
    expect(requested).toEqual([expected]);
  },
);
