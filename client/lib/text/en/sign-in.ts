import type { Words } from '../nl/index.ts';

export const signIn: Words['signIn'] = {
  title: 'Sign in',
  intro: 'Fill in your e-mail address. You get a mail with a link. You need no password.',
  email: 'Your e-mail address',
  wrongEmail: 'This is not an e-mail address. A good one looks like name@example.org.',
  send: 'Send me the link',
  newHere: 'Not joined yet?',
  sent: {
    title: 'Look in your mail',
    text: 'We have sent you a mail. Open the link in this browser, on this device.',
    waiting: 'The mail is on its way',
    waitingText: 'The mail server does not answer yet. We keep trying for fifteen minutes.',
    look: 'See whether the mail has gone',
    notSent: 'The mail has not gone',
    refused: 'This address does not take mail. Look for a typo in it, or take another address.',
    lost: 'We could not send you a mail. Ask for a new link.',
    limits: 'The link works once, for fifteen minutes.',
    nothing: 'No mail?',
    spam: 'Look in your spam folder. Sometimes it takes a few minutes.',
    typo: 'Perhaps there was a typo in your address.',
    again: 'Ask for a new link',
    demo: 'This is a demo, so no real mail is sent. You find it with the mails of the demo.',
    toMail: 'To the mails of the demo',
  },
  land: {
    title: 'Almost in',
    text: 'Press the button. Then you are signed in on this device.',
    go: 'Yes, let me in',
    gone: 'That did not work',
    otherBrowser:
      'Open the link in the browser in which you asked for it. Does that not work? Then ask for a new link here.',
  },
};
