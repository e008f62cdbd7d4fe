// What a page gets that imports one format: that one, and none of the others.
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';

/** What each format alone says, in words that no minifier touches: texts, and names of members. */
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

/** A page, made by esbuild and minified. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: inRoot('tests', 'package', 'chat') },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    // A file of its own, which is loaded where WebAssembly is missing.
    external: ['./fallback.js'],
  });
  return outputFiles[0]?.text ?? '';
}

/** A page that uses chatText with these formats. */
const pageOf = (...formats: readonly string[]): string =>
  `import { ${['chatText', ...formats].join(', ')} } from 'post-event-source/chat';
   globalThis.page = [chatText, ${formats.join(', ')}];`;

/** The formats whose words stand in the code. */
const found = (code: string): string[] => names.filter((name) => MARKERS[name]?.test(code));

test('the words are those of the formats', async () => {
  expect(found(await bundle(pageOf(...names)))).toEqual(names);
});

test.each(names)('%s brings no other format with it', async (name) => {
  expect(found(await bundle(pageOf(name)))).toEqual([name]);
});

test('chatText alone brings none', async () => {
  expect(found(await bundle(pageOf()))).toEqual([]);
});
