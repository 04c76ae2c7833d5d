import type { Words } from '../nl/index.ts';

export const chat: Words['chat'] = {
  title: 'Channels',
};
