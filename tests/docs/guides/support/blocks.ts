// Reads the code blocks of a guide, by their names.

const BLOCK = /^```(\w+)(?: (\S+))?\n([^]*?)\n```$/gm;

/**
 * Returns the files of a guide. A block ```` ```js chat.js ```` is one file, chat.js. A block ```` ```diff chat.js ```` is
 * two files, chat.before.js and chat.after.js.
 *
 * @throws Error if a block has no name, or the name of another block, because no test would run it.
 */
export function filesOf(markdown: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const add = (file: string, lines: readonly string[]): void => {
    if (files.has(file)) throw new Error(`Two blocks have the name ${file}`);
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
