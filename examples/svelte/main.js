// A Svelte page that chats. Run it: `node server.js`, and beside it `npx vite svelte`.
import { mount } from 'svelte';
import Chat from './Chat.svelte';

mount(Chat, { target: document.getElementById('root') });
