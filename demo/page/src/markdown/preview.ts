// What to show of Markdown whose end has not arrived: closes an open mark and holds back a half-written one,
// so that asterisks, link addresses and table pipes do not flicker past the reader. Pure.

export function previewOf(markdown: string): string {
  const lineStart = markdown.lastIndexOf('\n') + 1;
  if (isInsideFence(markdown)) return markdown;
  const line = markdown.slice(lineStart);
  if (isHalfTable(markdown)) return markdown.slice(0, startOfParagraph(markdown));
  return markdown.slice(0, lineStart) + closeMarks(holdBack(line));
}

/** A code fence keeps its text as it is, whatever marks it holds. */
function isInsideFence(markdown: string): boolean {
  const fences = markdown.match(/^ {0,3}(```|~~~)/gm);
  return fences !== null && fences.length % 2 === 1;
}

/** A table is a paragraph of pipes until the row under its head is complete. */
function isHalfTable(markdown: string): boolean {
  const lines = markdown.slice(startOfParagraph(markdown)).split('\n');
  return lines.length <= 2 && (lines[0] ?? '').startsWith('|');
}

function startOfParagraph(markdown: string): number {
  const blank = markdown.lastIndexOf('\n\n');
  return blank === -1 ? 0 : blank + 2;
}

/** Cuts off a mark that could still become another one, and a link without its end. */
function holdBack(line: string): string {
  const withoutLink = line.replace(/!?\[([^\]]*)(\](\([^)]*)?)?$/, (_whole, text: string) => text);
  return withoutLink.replace(/(\s[-+*]|[*_~`#|]+|^\d+\.?)$/, '');
}

function closeMarks(line: string): string {
  const code = line.match(/`/g);
  if (code !== null && code.length % 2 === 1) return `${line}\``;
  const prose = line.replace(/`[^`]*`/g, '');
  const isOpen = (mark: string) => prose.split(mark).length % 2 === 0;
  if (isOpen('**')) return `${line.trimEnd()}**`;
  if (isOpen('~~')) return `${line.trimEnd()}~~`;
  if (isOpen('*') && !/^\s*\*\s/.test(line)) return `${line.trimEnd()}*`;
  return line;
}
