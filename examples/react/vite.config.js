// Compiles React and both pages, and forwards requests for /api to server.js during development.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: { rolldownOptions: { input: ['index.html', 'chat.html'] } },
  server: { proxy: { '/api': 'http://localhost:8000' } },
});
