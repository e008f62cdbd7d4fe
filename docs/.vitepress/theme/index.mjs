// The theme of the site: the default one, and the playground.
import DefaultTheme from 'vitepress/theme';
import Playground from '../playground/Playground.vue';
import '../playground/playground.css';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => app.component('Playground', Playground),
};
