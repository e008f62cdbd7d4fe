// Forwards requests for /api to server.js during development.
import { defineConfig } from 'vite';

export default defineConfig({
  server: { proxy: { '/api': 'http://localhost:8000' } },
});
