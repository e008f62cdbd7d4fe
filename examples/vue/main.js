// A Vue page with a chat. Run `node server.js`, and in a second terminal `npx vite vue`.
import { createApp } from 'vue';
import App from './App.vue';

createApp(App).mount('#root');
