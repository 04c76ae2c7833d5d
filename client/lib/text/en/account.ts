import type { Words } from '../nl/index.ts';

export const account: Words['account'] = {
  title: 'Your details',
  saved: 'Saved.',
  save: 'Save',
  wrong: 'That did not work',
  who: {
    title: 'Who you are',
    name: 'Your name',
    nameHint: 'This name stands with what you write.',
    nameMissing: 'Fill in a name. Your name can be 40 letters long.',
    street: 'Your street',
    streetHint: 'Moving to another street? Then you get other channels.',
    nowhere: 'I do not live here, or not yet',
    email: 'Your e-mail address',
    emailHint: 'Others here do not see this.',
    verified: 'A neighbour has said that you live here.',
  },
  roles: {
    resident: 'resident',
    connector: 'connector',
    officer: 'officer',
    organisation: 'organisation',
    admin: 'administrator',
    bot: 'bot',
  },
  language: {
    title: 'Language',
    label: 'Which language do you want to read?',
    nl: 'Nederlands',
    en: 'English',
  },
  quiet: {
    title: 'Quiet hours',
    text: 'Between these times you get no reminders of activities under “For you”. Does something change about an activity that starts soon? Then you see it there at once.',
    from: 'Quiet from',
    to: 'Quiet until',
    wrong: 'Fill in two times, like 21:30 and 07:30.',
  },
  sessions: {
    title: 'Where you are signed in',
    text: 'Is there a device you do not know? Sign it out.',
    here: 'this device',
    unknown: 'Unknown device',
    since: (day) => `Signed in: ${day}`,
    seen: (day) => `Last seen: ${day}`,
    end: 'Sign out',
    endOf: (device) => `Sign out: ${device}`,
    ended: 'That device is signed out.',
  },
  leave: {
    title: 'Sign out',
    text: 'You can always sign in again with your e-mail address.',
    go: 'Sign out on this device',
    whole:
      'Do you want to stop altogether? You cannot delete your account here yet. Ask whoever runs this place. Usually that is the municipality.',
  },
};
