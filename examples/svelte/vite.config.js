// What Vite has to know: Svelte, and where the streams come from during development.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  server: { proxy: { '/api': 'http://localhost:8000' } },
});
