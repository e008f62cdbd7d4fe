// The memory of a process.

/** In bytes. */
export interface Memory {
  /** Of JavaScript: objects, and the memory outside of the heap that they keep. */
  readonly javaScript: number;
  readonly webAssembly: number;
}

/** The memories of all modules that are instantiated from now on. */
export function watchedMemories(): WebAssembly.Memory[] {
  const memories: WebAssembly.Memory[] = [];
  const { instantiate } = WebAssembly;
  const watching = async (
    module: WebAssembly.Module,
    imports: WebAssembly.Imports,
  ): Promise<WebAssembly.Instance> => {
    const instance = await instantiate(module, imports);
    for (const value of Object.values(instance.exports)) {
      if (value instanceof WebAssembly.Memory) {
        memories.push(value);
      }
    }
    return instance;
  };
  WebAssembly.instantiate = watching as typeof WebAssembly.instantiate;
  return memories;
}

export async function measureMemory(memories: readonly WebAssembly.Memory[]): Promise<Memory> {
  // Finalizers run in later turns of the event loop, and what they release is collected later
  // still.
  for (let turn = 0; turn < 4; turn += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  const webAssembly = memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  return { javaScript: heapUsed + external, webAssembly };
}
