import type { Words } from '../nl/index.ts';

export const account: Words['account'] = {
  title: 'Your details',
};
