import type { Words } from '../nl/index.ts';

export const channels: Words['channels'] = {
  title: 'Channels',
  guestIntro: 'Everyone can read these. Join in to write too, and to see your own street.',
  kinds: {
    crisis: 'Situation',
    inbox: 'For you',
    street: 'Your street',
    village: 'Villages and districts',
    group: 'Groups',
    direct: 'Conversations',
    interest: 'Doing things together',
    theme: 'Themes',
    project: 'Building plans',
  },
  muted: 'muted',
  none: 'You are not a member of anything yet',
  noneText: 'Look around and choose what suits you.',
  more: 'More channels',
};
