import type { Words } from '../nl/index.ts';

export const directory: Words['directory'] = {
  title: 'All channels',
};
