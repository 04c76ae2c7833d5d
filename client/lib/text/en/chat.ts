import type { Words } from '../nl/index.ts';

const people = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export const chat: Words['chat'] = {
  title: 'Channels',
  back: 'All channels',
  messages: (channel) => `Messages in ${channel}`,
  empty: 'Nothing was said here yet.',
  emptyFirst: 'Will you be the first?',
  older: 'Older messages',
  olderBusy: 'Getting older messages…',
  fetching: 'Getting messages…',
  newer: 'Newer messages',
  newest: 'To the newest',
  newestCount: (count) => `To the newest (${count})`,
  unreadLine: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  haveRead: 'I have read this',
  past: 'You are reading older messages.',

  you: 'you',
  roles: {
    resident: 'resident',
    connector: 'connector',
    officer: 'municipality',
    organisation: 'organisation',
    admin: 'administrator',
    bot: 'bot',
  },
  edited: 'changed',
  removed: 'This message was removed.',
  removedBy: (name) => `This message was removed by ${name}.`,
  answerTo: (name) => `Answer to ${name}`,
  answerToEarlier: 'Answer to an earlier message',
  unknown: 'New message. Refresh the page to read it.',
  refresh: 'Refresh the page',
  subject: { activity: 'See the activity', request: 'Go to Help', incident: 'See the situation' },

  sending: 'sending',
  passing: 'This is only kept for as long as this page is open.',
  sent: 'sent',
  notSent: 'not sent',
  notSentOld: 'This message has been here for over an hour. Do you still want to send it?',
  notDone: 'That did not work.',
  again: 'Try again',
  discard: 'Discard',
  fine: 'OK',

  write: 'Write a message',
  writeIn: (channel) => `Write a message in ${channel}`,
  send: 'Send',
  save: 'Save',
  left: (count) => `${count} characters left`,
  writeFirst: 'Write a message first.',
  tooLong: (count) =>
    `${count === 1 ? '1 character' : `${count} characters`} too long. Make your message shorter.`,
  answering: (name) => `You are answering ${name}`,
  editing: 'You are changing your message',
  stop: 'Cancel',
  marks: 'You can write *bold*, _italic_ and ~struck out~.',

  actions: (name, time) => `What would you like to do with the message of ${name}, ${time}?`,
  actionsShort: 'More',
  reply: 'Answer',
  edit: 'Change',
  remove: 'Remove',
  report: 'Report',
  speak: 'Read aloud',
  react: 'React',
  reactions: {
    '👍': 'thumbs up',
    '❤️': 'heart',
    '😂': 'laughing',
    '😮': 'surprised',
    '😢': 'sad',
    '🙏': 'thank you',
  },
  reactWith: (name) => `React with ${name}`,
  reactedWith: (name, who) => `${name}, from ${people(who)}`,
  removeTitle: 'Remove this message?',
  removeText: 'Nobody will be able to read it any more. You cannot undo this.',
  removeOther: 'You are removing somebody else’s message. Everybody will see that you did.',
  keep: 'Keep it',
  reportTitle: 'Report this message',
  reportText:
    'A connector of the village reads your report and this message. Is there none? Then the municipality does. The writer does not get your report.',
  reportReason: 'What is wrong with it?',
  reportSend: 'Report the message',
  reported: {
    connectors: 'Thank you. The connectors have your report.',
    municipality: 'Thank you. The municipality has your report.',
  },

  typing: (names) =>
    names.length === 1
      ? `${names[0]} is typing…`
      : names.length === 2
        ? `${people(names)} are typing…`
        : 'Several people are typing…',
  here: (count) => (count === 1 ? '1 neighbour is here' : `${count} neighbours are here`),
  hereNames: (names) => `Here now: ${people(names)}`,
  about: 'About this channel',
  readers: {
    public: 'Everybody can read this.',
    members:
      'Only members read this. Does somebody report a message? Then a connector or the municipality reads that one message.',
  },
  involvement: 'What do you want to see of this in your list?',
  involvements: {
    everything: {
      name: 'Everything',
      hint: 'Is there something new? Then this channel stands out in your list.',
    },
    nothing: {
      name: 'Quiet',
      hint: 'This channel does not stand out in your list. You can still read everything.',
    },
  },
  enterSends: 'Enter sends',
  enterHint: 'When this is off, Enter begins a new line. Ctrl+Enter always sends.',
  join: 'Become a member',
  joinText: 'Become a member to write here.',
  leave: 'Leave this channel',
  guestText: 'Join in to write here.',
  guestJoin: 'Join in',
  guestSignIn: 'I have an account',
  onlyOfficers: 'Only the municipality writes here.',
  notYours: 'The people of this village write here. You can read along.',
  gone: 'You can no longer read this channel.',
  offline: 'You are not connected. We send what you write as soon as you are connected again.',

  heard: (name, text) => `${name}: ${text}`,
  heardOther: (name) => `New from ${name}`,
  heardMany: (count, channel) => `${count} new messages in ${channel}`,
};
