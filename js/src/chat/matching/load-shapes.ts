// Loads the module that reads messages by their shapes. Without WebAssembly, all messages are parsed.
import createModule, { compile } from '../../../../build/wasm/message-shapes.inlined.mjs';
import { instantiateWebAssembly } from '../../runtime/load.js';
import type { MessageShapesModule } from '../../runtime/module.js';
import { ShapeMemory } from './shape-memory.js';

let loading: Promise<void> | undefined;
let memory: ShapeMemory | undefined;

/** Loads the module once. Also resolves if the module cannot be loaded. */
export function loadShapes(): Promise<void> {
  loading ??= start().catch(() => undefined);
  return loading;
}

/** Returns the memory of the module, or `undefined` before it is loaded. */
export function shapeMemory(): ShapeMemory | undefined {
  return memory;
}

async function start(): Promise<void> {
  const { functions, memory: linear } = await instantiateWebAssembly<MessageShapesModule>(
    createModule,
    await compile(),
  );
  memory = new ShapeMemory(functions, linear.buffer);
}
