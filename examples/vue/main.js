// A Vue page that chats. Run it: `node server.js`, and beside it `npx vite vue`.
import { createApp } from 'vue';
import App from './App.vue';

createApp(App).mount('#root');
