import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import options from '../svelte.config.js';

export default defineConfig({
  root: new URL('../client', import.meta.url).pathname,
  plugins: [sveltekit(options)],
});
