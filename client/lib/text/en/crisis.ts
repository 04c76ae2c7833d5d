import type { Words } from '../nl/index.ts';

export const crisis: Words['crisis'] = {
  title: 'Situation',
};
