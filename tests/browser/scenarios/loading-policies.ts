// Which runtime a Content Security Policy allows, in any page or worker.
import { expect, test } from 'vitest';
import type { Context } from '../support/loading-files.js';
import { startLoadingSite, type SiteOptions } from '../support/loading-site.js';
import {
  expectNoRuntime,
  expectStreams,
  IMPORTING_CONTEXTS,
  REFUSAL,
  SERVICE_WORKERS,
  STRICT,
  visitSite,
  type OpenAnyPage,
} from './loading.js';

export interface EngineTraits {
  /** Whether blocked WebAssembly is reported to the page and to the policy's report-uri. */
  reportsRefusals: boolean;
  /** Whether the policy of a worker blocks anything. */
  reportsFromWorkers: boolean;
  /** Whether `import()` repeats the request for a module that failed to load. */
  importsAgain: boolean;
}

const WASM = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const TRUSTED = `${STRICT}; require-trusted-types-for 'script'; trusted-types 'none'`;

/**
 * Under TRUSTED `importScripts` accepts no plain string, so that a classic worker cannot load the
 * package.
 */
const TRUSTED_CONTEXTS = IMPORTING_CONTEXTS.filter(
  (context) => context !== 'dedicated worker, classic script',
);

export function openScenarios(openPage: OpenAnyPage): void {
  test.each([...IMPORTING_CONTEXTS, ...SERVICE_WORKERS])(
    'loading in %s: WebAssembly without a policy',
    async (context) => {
      const visited = await visitSite(openPage, { context });

      expectStreams(visited, context, 'wasm');
    },
  );
}

export function policyScenarios(openPage: OpenAnyPage, traits: EngineTraits): void {
  const violations = traits.reportsRefusals ? [REFUSAL] : [];
  const under = (policy: string, context: Context): SiteOptions => {
    const marks = traits.reportsFromWorkers || context.startsWith('window');
    return { context, policy, marks };
  };

  test.each([...IMPORTING_CONTEXTS, ...SERVICE_WORKERS])(
    "loading in %s: WebAssembly under 'wasm-unsafe-eval', and nothing that default-src 'self' blocks",
    async (context) => {
      const visited = await visitSite(openPage, under(WASM, context));

      expectStreams(visited, context, 'wasm');
    },
  );

  test.each(IMPORTING_CONTEXTS)(
    "loading in %s: JavaScript under script-src 'self', with at most one violation report",
    async (context) => {
      const visited = await visitSite(openPage, under(STRICT, context));

      expectStreams(visited, context, 'js', violations);
    },
  );

  test.each(TRUSTED_CONTEXTS)(
    'loading in %s: JavaScript where Trusted Types are required and none is allowed',
    async (context) => {
      const visited = await visitSite(openPage, under(TRUSTED, context));

      expectStreams(visited, context, 'js', violations);
    },
  );

  test.each(SERVICE_WORKERS)(
    "loading in %s: an error under script-src 'self', because service workers have no import()",
    async (context) => {
      const { site, visit } = await visitSite(openPage, under(STRICT, context));

      expect(visit).toMatchObject({ streams: [], backends: [], violations, printed: [] });
      expect(site.reports).toEqual(violations);
      expect(site.requests).not.toContain('GET /fallback.js');
      expectNoRuntime(visit.failures);
    },
  );

  test('loading: the error names a missing fallback.js and the blocked WebAssembly, and later failures are not reported again', async () => {
    const context = 'window, module';
    const site = await startLoadingSite(under(STRICT, context));
    const page = await openPage();
    await site.open(page);

    site.hasFallback = false;
    const without = await site.visit(page);
    site.hasFallback = true;
    const later = await site.visit(page);

    expect(without).toMatchObject({ streams: [], backends: [], violations });
    expectNoRuntime(without.failures);
    if (traits.importsAgain) {
      expect(later).toMatchObject({ failures: [], backends: Array(5).fill('js'), violations });
    } else {
      expect(later).toMatchObject({ streams: [], backends: [], violations });
      expectNoRuntime(later.failures);
    }
    expect(site.reports).toEqual(violations);
  });
}
