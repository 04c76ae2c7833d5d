import type { Words } from '../nl/index.ts';

export const join: Words['join'] = {
  title: 'Join in',
  intro: 'Three steps and you are in. It is free, and you can stop at any time.',
  where: {
    step: 'Where do you live?',
    hint: 'This brings you to the neighbours of your street and your village. We do not ask for your house number.',
    village: 'Your village or district',
    nowhere: 'I do not live here, or not yet',
    nowhereHint: 'Carers, entrepreneurs and future residents can join in too.',
    street: 'Your street',
    choose: 'Choose your street',
    missing: 'Choose your street. Do you not live here? Then choose “I do not live here, or not yet”.',
  },
  name: {
    step: 'What is your name?',
    label: 'Your name',
    hint: 'This is how your neighbours see you. Your first name is enough.',
    missing: 'Fill in a name. It can be 40 characters at most.',
  },
  email: {
    step: 'Where do we send your link?',
    label: 'Your e-mail address',
    hint: 'You get a mail with a link. You need no password. Nobody else sees your address.',
    missing: 'This is not an e-mail address. A good one looks like name@example.org.',
  },
  send: 'Send me the link',
  known: 'Have you joined already?',
  wrong: 'Something is not right yet',
};
