// How Vite serves the page (through demo/server/start.js) and bundles it (npx vite build --config demo/vite.config.ts).
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Live reload is off, but Vite's client would still try to connect, and the page's policy would log a refusal. */
const withoutLiveReload: Plugin = {
  name: 'without-live-reload',
  apply: 'serve',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace(/\s*<script[^>]*\/@vite\/client"[^>]*><\/script>/, ''),
  },
};

export default defineConfig({
  root: path('./page'),
  plugins: [withoutLiveReload],
  resolve: {
    alias: [
      { find: 'post-event-source/chat', replacement: path('../dist/chat.js') },
      { find: 'post-event-source', replacement: path('../dist/index.js') },
    ],
  },
  server: {
    // The page needs its own files, the built package and its dependencies; nothing else is served.
    fs: { allow: [path('./page'), path('../dist'), path('../node_modules')] },
  },
  optimizeDeps: {
    // A dependency found late would make Vite reload the page in the middle of an answer.
    noDiscovery: true,
    include: ['highlight.js/lib/core'],
  },
  build: { outDir: path('./dist'), emptyOutDir: true, target: 'es2022' },
});
