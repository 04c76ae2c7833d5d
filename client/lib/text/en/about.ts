import type { Words } from '../nl/index.ts';

export const about: Words['about'] = {
  label: 'About Brink',
  brink: {
    title: 'About Brink',
    intro:
      'A brink is a Dutch village green. That is where you meet your neighbours. This is our green on the screen.',
    chapters: [
      {
        title: 'What you do here',
        text: [
          'You talk with your street and your village. You see what is on. You ask for help, or you give it.',
          'Is something going on, such as high water? Then you read the messages of the municipality here.',
        ],
      },
      {
        title: 'Whom you meet here',
        text: [
          'Most people here are residents. Connectors are residents who help to keep things friendly and in order.',
          'You know an officer by a sign of their own. They speak for the municipality.',
          'A bot is a computer. You know a bot by a sign of its own too. A bot never pretends to be a person.',
        ],
      },
      {
        title: 'For everyone',
        text: [
          'Brink is free software. Any municipality may use it, look inside and improve it. The licence is the EUPL 1.2.',
          'There is no advertising, and nobody earns money from your details.',
        ],
      },
    ],
  },
  privacy: {
    title: 'Privacy',
    intro: 'This is what we keep, and what others can see.',
    chapters: [
      {
        title: 'What we keep about you',
        text: [
          'Your name, your street, your language and your quiet hours. We keep your e-mail address encrypted.',
          'We do not ask for your house number and do not keep it. You have no password.',
        ],
      },
      {
        title: 'Who can see what',
        text: [
          'Your neighbours see your name. Nobody sees your e-mail address.',
          'What you write in your street is read only by the members of that channel. The municipality does not read along.',
          'Channels of a village and many themes are public. Each channel says who can read it.',
        ],
      },
      {
        title: 'What we do not do',
        text: [
          'We do not track you. There is nothing from other companies on these pages.',
          'We only use the cookies we need: to keep you signed in, to remember your language, and which message of the municipality you folded away.',
          'We pass your details on to nobody.',
        ],
      },
      {
        title: 'What you can do',
        text: [
          'Under “Your details” you change everything. There you also see where you are signed in.',
          'You can remove a message of your own. Then its text is really gone.',
        ],
      },
    ],
  },
  accessibility: {
    title: 'Accessibility',
    intro:
      'Everyone must be able to take part. Also those who do not see well, do not hear well or use no mouse.',
    chapters: [
      {
        title: 'What we do',
        text: [
          'We follow WCAG 2.2, levels A and AA. Every change is checked against it by a program.',
          'Everything works with the keyboard. Reading and forms also work without JavaScript.',
          'The text can be larger: up to 400 percent. Is your screen set to dark? Then Brink is dark too.',
          'Too much movement? Switch movement off on your device. Then everything here stands still.',
        ],
      },
      {
        title: 'What we do not know yet',
        text: [
          'A program does not find every mistake. People with a screen reader have not tested this version yet.',
          'Residents write their own messages. Not every message is written simply.',
        ],
      },
      {
        title: 'Does something not work for you?',
        text: ['Tell a connector. Then we look for a solution together.'],
      },
    ],
  },
};
