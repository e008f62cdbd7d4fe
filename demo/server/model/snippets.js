// Short programs the built-in composer can quote when someone asks for code, by what they do and in which language.

/**
 * @typedef {{ about: RegExp, title: string, idea: string, versions: Record<string, string> }} Snippet
 */

/** @type {[Snippet, ...Snippet[]]} */
export const snippets = [
  {
    about: /fibonacci|斐波那契/iu,
    title: 'Fibonacci numbers, lazily',
    idea: 'Keep two neighbours and step forward; nothing is computed twice and nothing is stored.',
    versions: {
      python:
        'from itertools import islice\n\n\ndef fibonacci():\n    a, b = 0, 1\n    while True:\n        yield a\n        a, b = b, a + b\n\n\nprint(list(islice(fibonacci(), 10)))  # [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]',
      typescript:
        'function* fibonacci(): Generator<bigint> {\n  let [a, b] = [0n, 1n];\n  for (;;) {\n    yield a;\n    [a, b] = [b, a + b];\n  }\n}\n\nfor (const value of fibonacci()) {\n  if (value > 100n) break;\n  console.log(value);\n}',
      cpp: "#include <cstdint>\n#include <iostream>\n\nint main() {\n  std::uint64_t a = 0, b = 1;\n  while (a <= 100) {\n    std::cout << a << '\\n';\n    const auto next = a + b;\n    a = b;\n    b = next;\n  }\n}",
    },
  },
  {
    about: /debounce|throttle|防抖|节流/iu,
    title: 'A debounce that can be cancelled',
    idea: 'Each call restarts one timer; only the call that is followed by silence goes through.',
    versions: {
      typescript:
        'export function debounce<Arguments extends unknown[]>(\n  action: (...values: Arguments) => void,\n  milliseconds: number,\n) {\n  let timer: ReturnType<typeof setTimeout> | undefined;\n  const run = (...values: Arguments) => {\n    clearTimeout(timer);\n    timer = setTimeout(() => action(...values), milliseconds);\n  };\n  return Object.assign(run, { cancel: () => clearTimeout(timer) });\n}',
      python:
        'import threading\n\n\ndef debounce(seconds):\n    def wrap(action):\n        timer = None\n\n        def run(*values):\n            nonlocal timer\n            if timer:\n                timer.cancel()\n            timer = threading.Timer(seconds, action, values)\n            timer.start()\n\n        return run\n\n    return wrap',
    },
  },
  {
    about: /binary search|bisect|二分/iu,
    title: 'Binary search',
    idea: 'Halve the range until one place is left. The middle is computed so that it cannot overflow.',
    versions: {
      cpp: '#include <cstddef>\n#include <optional>\n#include <span>\n\nstd::optional<std::size_t> find(std::span<const int> sorted, int wanted) {\n  std::size_t low = 0, high = sorted.size();\n  while (low < high) {\n    const std::size_t middle = low + (high - low) / 2;\n    if (sorted[middle] < wanted) low = middle + 1;\n    else high = middle;\n  }\n  if (low < sorted.size() && sorted[low] == wanted) return low;\n  return std::nullopt;\n}',
      python:
        'from bisect import bisect_left\n\n\ndef find(values, wanted):\n    place = bisect_left(values, wanted)\n    found = place < len(values) and values[place] == wanted\n    return place if found else None',
      typescript:
        'function find(sorted: readonly number[], wanted: number): number | undefined {\n  let [low, high] = [0, sorted.length];\n  while (low < high) {\n    const middle = (low + high) >>> 1;\n    if ((sorted[middle] ?? Infinity) < wanted) low = middle + 1;\n    else high = middle;\n  }\n  return sorted[low] === wanted ? low : undefined;\n}',
    },
  },
  {
    about: /\bsql\b|database|\btable\b.*\bquery|查询/iu,
    title: 'The slowest routes of the last day',
    idea: 'Group first, then filter groups with `having`, then sort what is left.',
    versions: {
      sql: "select route,\n       count(*)                                   as requests,\n       percentile_cont(0.95) within group (order by milliseconds) as p95\nfrom   requests\nwhere  started_at >= now() - interval '1 day'\ngroup  by route\nhaving count(*) >= 100\norder  by p95 desc\nlimit  10;",
    },
  },
  {
    about: /\bcss\b|layout|center|dark mode|居中/iu,
    title: 'A layout that centres itself and knows the night',
    idea: "Grid centres in one line, and `light-dark()` follows the reader's theme.",
    versions: {
      css: ':root {\n  color-scheme: light dark;\n}\n\nbody {\n  min-height: 100dvh;\n  display: grid;\n  place-items: center;\n  color: light-dark(#1c1b19, #ececea);\n  background: light-dark(#fbfaf7, #141416);\n}',
    },
  },
  {
    about: /count|words?|frequen|统计/iu,
    title: 'Counting words',
    idea: 'Split on anything that is not a letter, count in a map, sort by the counts.',
    versions: {
      python:
        "import re\nfrom collections import Counter\n\n\ndef top_words(text, count=5):\n    words = re.findall(r\"[^\\W\\d_]+\", text.lower())\n    return Counter(words).most_common(count)\n\n\nprint(top_words('the tea and the pot and the cup'))\n# [('the', 3), ('and', 2), ('tea', 1), ('pot', 1), ('cup', 1)]",
      javascript:
        'function topWords(text, count = 5) {\n  const counts = new Map();\n  for (const [word] of text.toLowerCase().matchAll(/\\p{L}+/gu)) {\n    counts.set(word, (counts.get(word) ?? 0) + 1);\n  }\n  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, count);\n}',
      bash: "tr -cs '[:alpha:]' '\\n' < notes.txt |\n  tr '[:upper:]' '[:lower:]' |\n  sort | uniq -c | sort -rn | head -5",
    },
  },
  {
    about: /stream|sse|event|chat|fetch|http|curl|流/iu,
    title: 'Reading this chat from elsewhere',
    idea: 'The answer is plain HTTP: ask with `POST`, then read events until `[DONE]`.',
    versions: {
      bash: 'curl --no-buffer localhost:8080/api/chat \\\n  --header \'content-type: application/json\' \\\n  --data \'{"messages": [{"role": "user", "content": "Hello"}]}\'',
      python:
        "import json\nfrom urllib.request import Request, urlopen\n\nbody = json.dumps({'messages': [{'role': 'user', 'content': 'Hello'}]})\nrequest = Request(\n    'http://localhost:8080/api/chat',\n    data=body.encode(),\n    headers={'content-type': 'application/json'},\n)\nwith urlopen(request) as answer:\n    for line in answer:\n        if line.startswith(b'data: {'):\n            delta = json.loads(line[6:])['choices'][0]['delta']\n            print(delta.get('content', ''), end='', flush=True)",
      typescript:
        "import { fetchEventSource } from 'post-event-source';\n\nawait fetchEventSource('http://localhost:8080/api/chat', {\n  method: 'POST',\n  headers: { 'content-type': 'application/json' },\n  body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }] }),\n  onmessage({ data }) {\n    if (data === '[DONE]') return;\n    process.stdout.write(JSON.parse(data).choices[0].delta.content ?? '');\n  },\n});",
    },
  },
];
