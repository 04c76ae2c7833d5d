import type { Words } from '../nl/index.ts';

export const join: Words['join'] = {
  title: 'Join in',
};
