// The baseline of the cold start: only `fetch`, and the first bytes as text.

export async function firstMessage(url: string): Promise<string> {
  const { body } = await fetch(url, { method: 'POST' });
  const chunk = await body?.getReader().read();
  return new TextDecoder().decode(chunk?.value);
}
