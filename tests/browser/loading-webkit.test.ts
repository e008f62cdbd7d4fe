// Where the package loads in WebKitGTK, and with which runtime.
import { describe } from 'vitest';
import { policyScenarios } from './scenarios/loading-policies.js';
import { lackingEngineScenarios } from './scenarios/loading-without-webassembly.js';
import { usePages } from './support/engine.js';
import { openWebKitEngine } from './support/webkit-engine.js';

const openPage = usePages(openWebKitEngine);

policyScenarios(openPage, {
  reportsRefusals: false,
  reportsFromWorkers: false,
  importsAgain: true,
});

describe('loading: with WebAssembly off in JavaScriptCore', () => {
  lackingEngineScenarios(
    usePages(() => openWebKitEngine({ JSC_useWasm: '0' })),
    'WebAssembly',
  );
});

describe('loading: with SIMD off in JavaScriptCore', () => {
  lackingEngineScenarios(
    usePages(() => openWebKitEngine({ JSC_useWasmSIMD: '0' })),
    'SIMD',
  );
});
