// How the page is bundled: by demo/server/page.js, and by `npx vite build --config demo/vite.config.ts` into demo/dist.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('./page', import.meta.url)),
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2022' },
});
