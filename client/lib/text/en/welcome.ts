import type { Words } from '../nl/index.ts';

export const welcome: Words['welcome'] = {
  title: 'Front page',
  hello: (name) => `Hello ${name}`,
  headline: (place) => `The neighbours of ${place}, together`,
  lead: 'Talk with your street. Go somewhere together. Ask for help or give it. And read what you need to know when something is going on.',
  join: 'Join in',
  look: 'Look around first',
  soon: 'What is on',
  nothingSoon: 'Nothing is on this week yet',
  toAgenda: 'See what’s on',
  latest: 'Latest news',
  quiet: 'No messages yet.',
  unreadIn: (count) =>
    count === 1 ? 'There is something new in one channel.' : `There is something new in ${count} channels.`,
  upToDate: 'You are all caught up.',
  toChannels: 'To the channels',
  who: {
    title: 'What you find here',
    street: {
      title: 'Your street',
      text: 'A channel for you together. Everyone who says they live in your street can read it.',
    },
    agenda: { title: 'What is on', text: 'Coffee, walking, sports. Sign up or invite others.' },
    help: { title: 'Helping each other', text: 'A ride, an odd job, a chat. We look for someone nearby.' },
    situation: {
      title: 'When something is going on',
      text: 'Messages from the municipality, per village. For everyone to read.',
    },
  },
  ours: {
    title: 'Ours together',
    text: 'No advertising. No followers. We do not ask for your house number. Each channel says who can read it.',
  },
};
