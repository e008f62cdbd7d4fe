// A Vue page that chats. Run it: `node server.js`, and beside it `npx vite vue`.
import { createApp } from 'vue';
import Chat from './Chat.vue';

createApp(Chat).mount('#root');
