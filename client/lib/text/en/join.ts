import type { Words } from '../nl/index.ts';

export const join: Words['join'] = {
  title: 'Join in',
  intro: 'Three steps and you are in. It is free.',
  where: {
    step: 'Where do you live?',
    hint: 'This brings you to the channels of your street and your village. Everyone who says they live in a street can read along there. We do not ask for your house number.',
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
    hint: 'This name stands with what you write. Your first name is enough.',
    missing: 'Fill in a name. Your name can be 40 letters long.',
  },
  email: {
    step: 'Where do we send your link?',
    label: 'Your e-mail address',
    hint: 'You get a mail with a link. You need no password. Others here do not see your address.',
    missing: 'This is not an e-mail address. A good one looks like name@example.org.',
  },
  send: 'Send me the link',
  privacy: 'Read what we keep about you',
  known: 'Have you joined already?',
  wrong: 'Something is not right yet',
};
