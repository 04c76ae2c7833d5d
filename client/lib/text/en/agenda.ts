import type { Words } from '../nl/index.ts';

export const agenda: Words['agenda'] = {
  title: 'Agenda',
};
