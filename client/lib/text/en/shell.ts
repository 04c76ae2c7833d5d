import type { Words } from '../nl/index.ts';

export const shell: Words['shell'] = {
  skip: 'Skip to content',
  home: (brand, place) => `${brand} ${place}, to the front page`,
  navigation: 'Main menu',
  channels: 'Channels',
  agenda: 'What’s on',
  help: 'Help',
  situation: 'Situation',
  inbox: 'For you',
  joinIn: 'Join in',
  freshChannels: (count: number) =>
    count === 1 ? '1 channel with something new' : `${count} channels with something new`,
  unreadCount: (count) => `${count} unread`,
  signIn: 'Sign in',
  signOut: 'Sign out',
  account: 'Your details',
  accountMenu: (name) => `Menu of ${name}`,
  explore: 'All channels',
  language: 'Language',
  close: 'Close',
  back: 'Back',
  busy: 'One moment…',
  demo: {
    label: 'Demo',
    text: 'Demo: all people are made up.',
    choose: 'Choose who you are',
    mail: 'See the mails',
  },
  footer: {
    label: 'At the bottom',
    about: 'About Brink',
    accessibility: 'Accessibility',
    privacy: 'Privacy',
    emergency: 'Emergency? Call 112.',
  },
  somebodyElse: {
    now: (name: string) => `You are ${name} here now`,
    nobody: 'You have been signed out',
    unsent: 'That happened in another window. What had not been sent yet was not sent.',
  },
  fault: {
    fill: 'Please fill this in.',
    tick: 'Please tick this first.',
    wrong: 'This is not right yet.',
  },
  offline: 'You are not connected now. What you read may be older.',
  error: {
    401: {
      title: 'Sign in to read this',
      text: 'This page is not for everybody. You will see it once you are signed in, if the address is right.',
    },
    403: {
      title: 'This page is not for you',
      text: 'You have no access here. Is that wrong? Ask a connector.',
    },
    404: {
      title: 'This page does not exist',
      text: 'It may have moved or been removed. Or there is a typo in the address.',
    },
    429: {
      title: 'Slow down a little',
      text: 'You did a lot in a short time. Wait a minute, then try again.',
    },
    500: {
      title: 'Something went wrong',
      text: 'That is our fault, not yours. Please try again in a moment.',
    },
    503: {
      title: 'We are away for a moment',
      text: 'Brink will be back soon. What you typed in a channel is kept in this browser.',
    },
  },
  broken: { message: 'We cannot show this message.', part: 'We cannot show this part.' },
  again: 'Try again',
  toFront: 'To the front page',
  toSituation: 'Is something going on? See the situation.',
};
