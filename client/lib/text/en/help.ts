import type { Words } from '../nl/index.ts';

export const help: Words['help'] = {
  title: 'Help',
};
