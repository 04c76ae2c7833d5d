import type { Words } from '../nl/index.ts';

export const inbox: Words['inbox'] = {
  title: 'For you',
  messages: 'What is there for you',
  empty: 'There is nothing new for you.',
  emptyText: 'Your reminders, proposals and answers will be here.',
  about: 'Only you read this.',
  reported: (name) => `${name} reports a message`,
  reportedReason: 'The reason:',
  reportedBy: (name) => `${name} wrote:`,
  reportedGone: 'The message was removed.',
  reportedSee: 'See the message',
};
