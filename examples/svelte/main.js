// A Svelte page that chats. Run it: `node server.js`, and beside it `npx vite svelte`.
import { mount } from 'svelte';
import App from './App.svelte';

mount(App, { target: document.getElementById('root') });
