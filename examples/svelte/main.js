// A Svelte page with a chat. Run `node server.js`, and in a second terminal `npx vite svelte`.
import { mount } from 'svelte';
import App from './App.svelte';

mount(App, { target: document.getElementById('root') });
