import type { Words } from '../nl/index.ts';

export const welcome: Words['welcome'] = {
  title: 'Welcome',
};
