// The blocks of code in a guide, by their names.

const BLOCK = /^```(\w+)(?: (\S+))?\n([^]*?)\n```$/gm;

/**
 * The files of a guide. A block ```` ```js chat.js ```` is one, chat.js; a block ```` ```diff chat.js ```` is two, chat.before.js and
 * chat.after.js.
 *
 * @throws Error for a block that has no name, or that of another one: nothing would run it.
 */
export function filesOf(markdown: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const add = (file: string, lines: readonly string[]): void => {
    if (files.has(file)) throw new Error(`Two blocks are called ${file}`);
    files.set(file, `${lines.join('\n')}\n`);
  };
  for (const [block, language, file, code = ''] of markdown.matchAll(BLOCK)) {
    if (file === undefined) throw new Error(`A block has no name: ${block}`);
    const lines = code.split('\n');
    if (language === 'diff') {
      const side = (mark: string): string[] =>
        lines
          .filter((line) => /^(?: |$)/.test(line) || line.startsWith(mark))
          .map((line) => line.slice(1));
      add(file.replace(/(?=\.\w+$)/, '.before'), side('-'));
      add(file.replace(/(?=\.\w+$)/, '.after'), side('+'));
    } else {
      add(file, lines);
    }
  }
  return files;
}
