// The error messages in js/src.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { inRoot } from '../../../../scripts/support/paths.mjs';

/** The first arguments of `new …Error` and `super`, and every other literal that begins like a message. */
export function messagesInSources(): string[] {
  const folder = inRoot('js', 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return messagesIn(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
    });
}

function messagesIn(node: ts.Node): string[] {
  const text = textOf(node);
  const isMessage =
    text !== undefined && (/^(?:Expected|Invalid|The) /.test(text) || isArgumentOfError(node));
  const messages = isMessage ? [text] : [];
  ts.forEachChild(node, (child) => void messages.push(...messagesIn(child)));
  return messages;
}

/** The text of a literal. A star replaces each expression of a template. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `*${literal.text}`).join('');
  }
  return ts.isStringLiteralLike(node) ? node.text : undefined;
}

function isArgumentOfError(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isNewExpression(parent) && !ts.isCallExpression(parent)) return false;
  const name = parent.expression.getText();
  return parent.arguments?.[0] === node && /(?:Error|Exception|^super)$/.test(name);
}
