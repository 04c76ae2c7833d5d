import adapter from '@sveltejs/adapter-node';

/**
 * @type {import('@sveltejs/kit/vite').Config}
 *
 * SvelteKit 3 reads its options from the Vite plugin and refuses this file in the Vite root. It stays at the top as a
 * plain options object; config/vite.config.ts (root: client/) passes it on.
 */
export default {
  adapter: adapter({ out: 'build' }),
  files: { src: '.', assets: 'static' },
  env: { dir: '..' },
  csp: {
    mode: 'nonce',
    directives: {
      'default-src': ['none'],
      'script-src': ['self'],
      'style-src': ['self'],
      // The one style attribute there is: of the hidden element in which SvelteKit tells a reader the new page's title.
      'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
      'img-src': ['self', 'data:'],
      'font-src': ['self'],
      'connect-src': ['self'],
      'manifest-src': ['self'],
      'worker-src': ['self'],
      'form-action': ['self'],
      'frame-ancestors': ['none'],
      'base-uri': ['none'],
    },
  },
  compilerOptions: { runes: true },
};
