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
        title: 'Who is responsible',
        text: [
          'Whoever runs this place is responsible for your details. Usually that is the municipality. You can go there with a question or a complaint.',
        ],
      },
      {
        title: 'What we keep about you',
        text: [
          'Your name, your street, your language and your quiet hours. We keep your e-mail address encrypted.',
          'What you write, how you react and what you report. Also which channels you are a member of and how far you have read.',
          'Which activities you sign up for. What help you ask for or offer, and with whom you helped each other.',
          'Where you are signed in: the name of your browser, and when you were last there.',
          'What you typed and did not send yet is only in your own browser.',
          'We do not ask for your house number and do not keep it. You have no password.',
        ],
      },
      {
        title: 'How long we keep it',
        text: [
          'Your details and what you write have no end date yet. They are not erased by themselves.',
          'We keep a request for help until 30 days after the time you asked for. That you helped each other we keep for a year.',
          'A device that you no longer use is signed out after 14 days.',
          'Do you remove a message? Then its text is gone from Brink. An old backup may still hold it.',
        ],
      },
      {
        title: 'Who can see what',
        text: [
          'Your name stands with what you write. Channels of a village and many themes are public: anyone can read them, also without an account. Each channel says who can read it.',
          'What you write in your street is read by the members of that channel. Everyone who says they live in your street is a member. We do not check that. A new member also reads what was said before.',
          'When somebody reports a message, a connector reads that message. Is there none? Then the municipality reads it.',
          'Do you ask for help? Then the neighbours we ask see what you need and how far it is. They see your name only when you both say yes. Does nobody say yes? Then the municipality hears what kind of help is needed in your village, without your name.',
          'Do you give help and say yes? Then the other sees which street you are from, and how often you were thanked. Your name only when you both say yes.',
          'Others here do not see your e-mail address. Whoever runs the computers of Brink can reach everything that we keep.',
        ],
      },
      {
        title: 'What we do not do',
        text: [
          'We do not track you. There is nothing from other companies on these pages.',
          'We only use the cookies we need: to sign in, to keep you signed in, to remember your language, and which message of the municipality you folded away.',
          'We do not sell your details.',
        ],
      },
      {
        title: 'What you can do',
        text: [
          'Under “Your details” you change your name, your street, your language and your quiet hours. There you also see where you are signed in.',
          'You can remove a message of your own, as long as you can read the channel.',
          'You may always ask which details we have of you, and ask us to correct or erase them. Downloading them or deleting your account yourself is not possible here yet. Ask whoever runs this place.',
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
