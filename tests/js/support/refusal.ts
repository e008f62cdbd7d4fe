// Blocks what runs the parser while a test runs.
import { onTestFinished, vi } from 'vitest';

/** Only a parser allocates as much at once. */
const MEMORY_OF_A_PARSER = 128 * 1024;

/**
 * Blocks WebAssembly as a Content Security Policy does. Without WebAssembly it does nothing.
 * @returns a function that returns the number of attempts to compile
 */
export function refuseWebAssembly(): () => number {
  if (typeof WebAssembly === 'undefined') {
    return () => 1;
  }
  const refusal = new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
  const compile = vi.spyOn(WebAssembly, 'compile').mockRejectedValue(refusal);
  return () => compile.mock.calls.length;
}

/**
 * Blocks WebAssembly, and lets the memory of the fallback fail.
 * @returns what the allocation throws
 */
export function refuseBoth(): RangeError {
  refuseWebAssembly();
  return refuseMemory(MEMORY_OF_A_PARSER);
}

/** Lets allocations of at least so many bytes fail. Returns the error that they throw. */
export function refuseMemory(tooManyBytes: number): RangeError {
  const refusal = new RangeError('Array buffer allocation failed');
  const construct: ProxyHandler<ArrayBufferConstructor>['construct'] = (target, [length], self) => {
    if (length >= tooManyBytes) {
      throw refusal;
    }
    return Reflect.construct(target, [length], self) as ArrayBuffer;
  };
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.stubGlobal('ArrayBuffer', new Proxy(ArrayBuffer, { construct }));
  return refusal;
}
