// Compiles Svelte files, and forwards requests for /api to server.js during development.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  server: { proxy: { '/api': 'http://localhost:8000' } },
});
