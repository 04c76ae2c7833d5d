import type { Words } from '../nl/index.ts';

export const directory: Words['directory'] = {
  title: 'All channels',
  intro: 'Choose where you want to belong. You can always leave again.',
  search: 'Find a channel',
  searchGo: 'Find',
  nothing: (wanted) => `No channel found for “${wanted}”.`,
  clear: 'Show all channels',
  join: 'Join',
  joinOf: (name) => `Join ${name}`,
  leave: 'Leave',
  leaveOf: (name) => `Leave ${name}`,
  member: 'You are a member',
  open: 'everyone can read',
  closed: 'only members can read',
  joined: (name) => `You are now a member of ${name}.`,
  left: (name) => `You are no longer a member of ${name}.`,
  guest: 'Join in to become a member of a channel.',
};
