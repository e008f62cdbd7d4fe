// The files of a site that loads the built package into one kind of page or worker.
import { readFile } from 'node:fs/promises';
import { createVisitor, visitWorker } from './visitor.js';

/** The context of the package, and the form in which it is loaded. */
export type Context =
  | 'window, module'
  | 'window, classic script'
  | 'dedicated worker, module'
  | 'dedicated worker, classic script'
  | 'shared worker, module'
  | 'service worker, module'
  | 'service worker, classic script';

export interface LoadingFiles {
  /** By path. */
  readonly contents: ReadonlyMap<string, string>;
  /** The page or the script of the worker: a worker has the policy of its own response. */
  readonly governed: string;
}

const BUILT = ['/index.js', '/shared.js', '/fallback.js', '/post-event-source.global.js'];

const MODULE = `import * as library from './index.js';`;
// In a new task: code that a driver calls may use eval until it returns, whatever the policy says.
const SHOW = `globalThis.visit = async () => {
  await new Promise((resolve) => setTimeout(resolve, 0));
  return JSON.stringify(await visitor.visit(library));
};`;

/**
 * `before` runs in the context of the package, before any other script, and `marks` is passed to
 * the visitor.
 */
export async function filesFor(
  context: Context,
  before: () => void,
  marks: boolean,
): Promise<LoadingFiles> {
  const contents = new Map<string, string>();
  for (const name of BUILT) {
    contents.set(name, await readFile(new URL(`../../../dist${name}`, import.meta.url), 'utf8'));
  }
  contents.set(
    '/before.js',
    `(${String(before)})(); globalThis.visitor = (${String(createVisitor)})(${marks});`,
  );
  const [place = '', form] = context.split(', ');
  const isModule = form === 'module';
  if (place === 'window') {
    contents.set('/', page('/before.js', ...(isModule ? [] : ['/post-event-source.global.js'])));
    contents.set(
      '/script.js',
      isModule ? `${MODULE} ${SHOW}` : `const library = PostEventSource; ${SHOW}`,
    );
    return { contents, governed: '/' };
  }
  const [kind] = place.split(' ');
  const type = isModule ? 'module' : 'classic';
  contents.set('/', page());
  contents.set(
    '/script.js',
    `globalThis.visit = () => (${String(visitWorker)})('${kind}', '${type}');`,
  );
  contents.set(
    '/worker.js',
    isModule
      ? `import './before.js'; ${MODULE} visitor.serve(library);`
      : `importScripts('/before.js', '/post-event-source.global.js'); visitor.serve(PostEventSource);`,
  );
  return { contents, governed: '/worker.js' };
}

/** The last script is a module, which runs after all others and before the page's load event. */
function page(...scripts: string[]): string {
  const tags = scripts.map((path) => `<script src="${path}"></script>`);
  return `<!doctype html>${tags.join('')}<script type="module" src="/script.js"></script>`;
}
