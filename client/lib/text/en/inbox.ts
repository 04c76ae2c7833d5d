import type { Words } from '../nl/index.ts';

export const inbox: Words['inbox'] = {
  title: 'Inbox',
};
