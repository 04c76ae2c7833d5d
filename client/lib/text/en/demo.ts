import type { Words } from '../nl/index.ts';

export const demo: Words['demo'] = {
  title: 'Choose who you are',
  intro: 'This is a demo. All people are made up. Become one of them and look around. You can always switch.',
  become: (name) => `Become ${name}`,
  roles: {
    resident: 'Residents',
    connector: 'Connectors: they help neighbours find each other',
    officer: 'Officers: they post messages when something is going on',
    organisation: 'Organisations: they invite people',
    admin: 'Administrators',
    bot: 'Bots',
  },
  isYou: 'This is you now',
  twice:
    'Tip: open a second, private window and become someone else there. Then you see each other’s messages at once.',
  guest: 'Or look around as a guest',
  toChannels: 'To the channels',
  mail: {
    title: 'Mails of the demo',
    intro: 'A demo sends no mail. You read the mails here.',
    none: 'There are no mails yet',
    noneText: 'Does somebody ask for a link to sign in? Then the mail appears here.',
    to: (address) => `To: ${address}`,
  },
};
