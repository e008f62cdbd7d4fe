// A page that imports one format contains this format and no other.
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';

/** Texts and member names of each format, which no other format has and no minifier changes. */
const MARKERS: Readonly<Record<string, RegExp>> = {
  openaiChat: /\bchoices\b/,
  openaiResponses: /response\.output_text\.delta/,
  anthropicMessages: /content_block_delta/,
  geminiStream: /\bcandidates\b/,
  vercelUiMessages: /"text-delta"/,
  ollamaChat: /prompt_eval_count/,
  aguiEvents: /RUN_FINISHED/,
  cohereChat: /tool-plan-delta/,
  mcpToolCall: /resource_link/,
};
const names = Object.keys(MARKERS);

/** A page, built and minified by esbuild. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: inRoot('tests', 'package', 'chat') },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    // A separate file, which is loaded if WebAssembly is missing.
    external: ['./fallback.js'],
  });
  return outputFiles[0]?.text ?? '';
}

/** A page that uses chatText with these formats. */
const pageOf = (...formats: readonly string[]): string =>
  `import { ${['chatText', ...formats].join(', ')} } from 'post-event-source/chat';
   globalThis.page = [chatText, ${formats.join(', ')}];`;

/** The formats whose words are in the code. */
const found = (code: string): string[] => names.filter((name) => MARKERS[name]?.test(code));

test('tree shaking: every format has words of its own', async () => {
  expect(found(await bundle(pageOf(...names)))).toEqual(names);
});

test.each(names)('tree shaking: %s includes no other format', async (name) => {
  expect(found(await bundle(pageOf(name)))).toEqual([name]);
});

test('tree shaking: chatText alone includes no format', async () => {
  expect(found(await bundle(pageOf()))).toEqual([]);
});
