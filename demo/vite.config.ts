// How the page is bundled: by demo/server/page.js, and by `npx vite build --config demo/vite.config.ts` into demo/dist.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('./page'),
  resolve: {
    alias: [
      { find: 'post-event-source/chat', replacement: path('../dist/chat.js') },
      { find: 'post-event-source', replacement: path('../dist/index.js') },
    ],
  },
  build: { outDir: path('./dist'), emptyOutDir: true, target: 'es2022' },
});
