// What Vite has to know: where the streams come from during development.
import { defineConfig } from 'vite';

export default defineConfig({
  server: { proxy: { '/api': 'http://localhost:8000' } },
});
