// What a Content Security Policy lets the package be, in any page or worker.
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
  /** Whether refused WebAssembly is told to the page and to the policy's report-uri. */
  reportsRefusals: boolean;
  /** Whether anything is that a worker's policy forbids. */
  reportsFromWorkers: boolean;
  /** Whether `import()` asks again for a module that could not be had before. */
  importsAgain: boolean;
}

const WASM = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const TRUSTED = `${STRICT}; require-trusted-types-for 'script'; trusted-types 'none'`;

/** Under TRUSTED `importScripts` takes no plain string, so that a classic worker gets no package at all. */
const TRUSTED_CONTEXTS = IMPORTING_CONTEXTS.filter(
  (context) => context !== 'dedicated worker, classic script',
);

export function openScenarios(openPage: OpenAnyPage): void {
  test.each([...IMPORTING_CONTEXTS, ...SERVICE_WORKERS])(
    '%s: WebAssembly where there is no policy',
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
    "%s: WebAssembly under 'wasm-unsafe-eval', and nothing that default-src 'self' forbids",
    async (context) => {
      const visited = await visitSite(openPage, under(WASM, context));

      expectStreams(visited, context, 'wasm');
    },
  );

  test.each(IMPORTING_CONTEXTS)(
    "%s: JavaScript under script-src 'self', which is told of one attempt at most",
    async (context) => {
      const visited = await visitSite(openPage, under(STRICT, context));

      expectStreams(visited, context, 'js', violations);
    },
  );

  test.each(TRUSTED_CONTEXTS)(
    '%s: JavaScript where Trusted Types are required and none is allowed',
    async (context) => {
      const visited = await visitSite(openPage, under(TRUSTED, context));

      expectStreams(visited, context, 'js', violations);
    },
  );

  test.each(SERVICE_WORKERS)(
    "%s: an error under script-src 'self', as service workers have no import()",
    async (context) => {
      const { site, visit } = await visitSite(openPage, under(STRICT, context));

      expect(visit).toMatchObject({ streams: [], backends: [], violations, printed: [] });
      expect(site.reports).toEqual(violations);
      expect(site.requests).not.toContain('GET /fallback.js');
      expectNoRuntime(visit.failures);
    },
  );

  test('a missing fallback.js is named beside the refusal, and what comes of it later is not reported again', async () => {
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
