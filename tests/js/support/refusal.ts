// Engines that refuse what runs the parser, for as long as a test lasts.
import { onTestFinished, vi } from 'vitest';

/** More than anybody but a parser asks for at once. */
const MEMORY_OF_A_PARSER = 128 * 1024;

/**
 * WebAssembly, as a Content Security Policy refuses it; where there is none there is nothing to refuse.
 * @returns how often it has been asked for
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
 * WebAssembly is refused, and for the fallback there is no memory.
 * @returns what allocating it throws
 */
export function refuseBoth(): RangeError {
  refuseWebAssembly();
  return refuseMemory(MEMORY_OF_A_PARSER);
}

/** From so many bytes on there is no memory. Answers the error that says so. */
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
