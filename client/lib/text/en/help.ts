import type { Chore } from '#contract/help/offer.ts';
import type { Words } from '../nl/index.ts';
import { sentence } from '../sentence.ts';

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
const neighbours = (count: number) => (count === 1 ? '1 neighbour' : `${count} neighbours`);

const distance = (metres: number) => (metres < 1_000 ? `${metres} metres` : `${metres / 1_000} km`);

const sought: Record<Chore, string> = {
  transport: 'a ride',
  groceries: 'help with shopping',
  meal: 'a meal',
  'odd-job': 'help with an odd job',
  garden: 'help in the garden',
  pet: 'help with a pet',
  company: 'company',
  digital: 'help with a phone or computer',
  lend: 'something to borrow',
  sandbags: 'help with the high water',
  other: 'help',
};

export const help: Words['help'] = {
  title: 'Help',
  intro: 'A small job is fine too. You do not have to say why.',
  back: 'Help',
  kinds: {
    transport: 'A ride',
    groceries: 'Shopping',
    meal: 'A meal',
    'odd-job': 'An odd job at home',
    garden: 'Garden',
    pet: 'A pet',
    company: 'Company',
    digital: 'Phone or computer',
    lend: 'Borrowing something',
    sandbags: 'High water',
    other: 'Something else',
  },
  sought,
  duration: (minutes) => {
    if (minutes < 60) return `about ${minutes} minutes`;
    return minutes === 60 ? 'about 1 hour' : `about ${minutes / 60} hours`;
  },
  bring: (words) => `In return: ${words}`,
  secret: 'We give names only when you both say yes.',

  front: {
    seek: 'I need help',
    give: 'I want to help',
    how: 'How it works',
    steps: [
      'You ask for help in a few words.',
      'We ask a few neighbours who like to help.',
      'Does somebody say yes? Then you choose whether to meet.',
      'Do you both say yes? Then the two of you can talk.',
    ],
    guest: 'Join to ask for help or to give it.',
    requests: 'What you asked',
    proposals: 'What neighbours ask you',
    offer: 'What you offer',
    earlier: 'Earlier',
    noRequests: 'You are asking for nothing now.',
    noProposals: 'Nobody is asking you for anything now.',
    noOffer: 'You are not offering help now.',
  },

  done: {
    asked: 'Your request has been sent. You will hear here and under “For you”.',
    offered: 'Saved. You will hear when a neighbour needs you.',
    withdrawn: 'Your request has been taken back.',
    stopped: 'You are not offering help any more.',
    answered: 'Thank you for your answer.',
    declined: 'Fine. We will look further.',
    told: 'Thank you. It is good to know.',
  },

  request: {
    states: {
      open: 'We are looking',
      found: 'Somebody wants to help',
      matched: 'Arranged',
      done: 'Done',
      withdrawn: 'Taken back',
      closed: 'Nobody found',
    },
    asked: (count) =>
      count === 0 ? 'We are going to ask neighbours.' : `We have asked ${neighbours(count)}.`,
    hear: 'You will hear here and under “For you”.',
    found: (street) =>
      street
        ? `Good news: somebody from ${street} wants to help you. Would you like to meet?`
        : 'Good news: somebody nearby wants to help you. Would you like to meet?',
    thanks: (count) => `This neighbour was thanked ${times(count)}.`,
    verified: 'A neighbour has said that this neighbour lives here.',
    matched: (name) => (name ? `${name} helps you.` : 'A neighbour helps you.'),
    closed: 'We found nobody. We are sorry. Do ask again.',
    withdraw: 'I do not need help any more',
    other: 'For somebody else',
  },

  accept: {
    yes: 'Yes',
    no: 'Rather somebody else',
    label: 'Would you like to meet?',
  },

  proposal: {
    states: {
      asked: 'Can you?',
      yes: 'You said yes',
      reserve: 'If the other cannot',
      matched: 'You are helping',
      done: 'Done',
      no: 'You said no',
      declined: 'Not needed',
      taken: 'Somebody else helps',
      ended: 'Over',
    },
    asks: (kind, metres, text = '') =>
      sentence(
        `Somebody near you (about ${distance(metres)}) is looking for ${sought[kind]}${text && `: ${text}`}`,
      ),
    connector: 'We have found nobody yet. That is why we ask you as a connector.',
    why: (kind) => `You get this because you offer help: ${kind.toLowerCase()}.`,
    change: 'Change what you offer',
    yes: 'Thank you! The neighbour chooses now. You will hear soon.',
    reserve:
      'Thank you for wanting to help. Somebody has been found already. We will ask you if they cannot come.',
    no: 'Fine. We will ask somebody else.',
    declined: 'Thank you for wanting to help. It will be somebody else this time.',
    taken: 'Somebody has been found already. Thank you for wanting to help.',
    ended: 'This request is over. You need to do nothing.',
    matched: (name) => (name ? `You are helping ${name}.` : 'You are helping a neighbour.'),
  },

  answer: {
    label: 'Can you help?',
    yes: 'Yes, I can',
    no: 'Not now',
    never: 'Do not ask me this again',
    backOut: 'I cannot after all',
    offList: 'Take me off the list',
  },

  after: {
    question: (kind) => `Did it work? It was about ${sought[kind]}.`,
    label: 'Did it work?',
    outcomes: { worked: 'It worked', failed: 'It did not work', otherwise: 'Something else' },
    apart: 'Do not ask this neighbour for me again',
    said: (outcome) => `You said: ${outcome.toLowerCase()}.`,
  },

  card: {
    matched: 'You both said yes',
    matchedText: 'The two of you can talk now.',
    meet: (name) => `Your neighbour is called ${name}.`,
    talk: 'To your conversation',
    reserved: (until) => `Until ${until} we will ask you if the other cannot come.`,
    released: (kind) =>
      `The neighbour who wanted to help you cannot after all. We are looking further. It is about ${sought[kind]}.`,
    passedOn: (kind) =>
      `We have found nobody yet for ${sought[kind]}. A neighbourhood connector is looking too now.`,
    passedOnDesk: (kind, desk) =>
      `We have found nobody yet for ${sought[kind]}. Call the ${desk} or walk in. They will think along with you.`,
    unfound: (kind, desk) =>
      `We have found nobody yet for ${sought[kind]}. Do not wait any longer: call the ${desk}, or somebody you know. We are asking other connectors too.`,
    unanswered: (kind, area) =>
      `Somebody in ${area} is looking for ${sought[kind]}. Nobody has said yes. Ask a connector to look. We do not say who it is.`,
    closed: (kind) => `We found nobody for ${sought[kind]}. We are sorry. Do ask again.`,
    thanked: (kind) => `Thank you! The neighbour says that it worked. It was about ${sought[kind]}.`,
    alarmed: (area) =>
      `Somebody in ${area} asked for help in an emergency. We showed the emergency numbers. We do not know who it was.`,
    gone: 'This request is over. What it said has been erased.',
  },

  ask: {
    title: 'Ask for help',
    intro: 'What could you use help with? A small job is fine too. You do not have to say why.',
    kind: 'What kind of help?',
    kindMissing: 'Choose what kind of help you need.',
    text: 'In a few words',
    textHint: 'For example: to the food bank. Leave out names and anything about your health.',
    day: 'On which day?',
    dayMissing: 'Choose a day.',
    from: 'From',
    to: 'Until',
    timeWrong: 'Choose a beginning and an end. There must be time enough between them.',
    minutes: 'How long does it take?',
    durations: {
      15: 'A quarter of an hour',
      30: 'Half an hour',
      60: 'An hour',
      120: 'Two hours',
      240: 'Half a day',
    },
    more: 'Tell more (optional)',
    street: 'In which street?',
    streetHint: 'We do not need your house number.',
    streetNone: 'Choose a street',
    whom: 'For whom?',
    whoms: { self: 'For me', other: 'For somebody else, who knows about it' },
    bring: 'What could you bring?',
    bringHint: 'Something small will do. Coffee, a chat, nothing is fine too.',
    go: 'Ask the neighbourhood',
    then: 'We ask three neighbours first. We give your name only when you both say yes.',
    delicate: 'Is it about money, a key, children or personal care?',
    delicateText: (desk) =>
      `We do not arrange that between neighbours. That is safer for everybody. The ${desk} is glad to help: call or walk in.`,
    refused: 'This did not work',
    first: {
      title: 'Is there danger? Then do not ask here.',
      emergency: 'Danger to life or fire: call 112',
      doctor: 'A doctor needed fast? Call your own doctor.',
    },
    urgent: {
      title: 'Is there danger? Call now.',
      text: 'This sounds as if somebody has to come fast. We are not asking neighbours now.',
      emergency: 'Danger to life or fire: call 112',
      doctor: 'A doctor needed urgently: call your own doctor or the out-of-hours post',
      suicide: 'Thinking of suicide: call 113',
      violence: 'Violence at home: call Veilig Thuis, 0800 2000',
      calm: 'Is there no danger? Then say it below in other words.',
    },
  },

  offer: {
    title: 'Offer help',
    intro: 'What do you like to do for a neighbour? You can always say no.',
    kinds: 'What may we ask you for?',
    kindsHint: 'Do you choose “Something else”? Then we may ask you for anything.',
    kindsMissing: 'Choose what you want to do.',
    week: 'When can you usually?',
    weekMissing: 'Choose one or more times.',
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    parts: { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' },
    cell: (day, part) => `${day}, ${part.toLowerCase()}`,
    car: 'I have a car',
    carHint: 'Then we also ask you for what is further away.',
    radius: 'How far do you want to go?',
    radii: { 400: 'Only close by (400 metres)', 1000: '1 km', 2000: '2 km', 5000: '5 km', 10000: '10 km' },
    perWeek: 'How often a week?',
    perWeeks: (count) => `At most ${times(count)}`,
    crisis: 'When the water is high you may ask me in the evening and at night too',
    pause: 'Some rest?',
    pauseHint: 'On holiday, or no time for a while? Then we ask you nothing.',
    noPause: 'No, do ask me',
    until: (day) => `Up to and including ${day}`,
    go: 'Save',
    stop: 'Stop offering',
    limits:
      'We ask you at most three times a week. Do you say yes? Then the other sees which street you are from. We give your name only when you both say yes.',
    never: (kinds) => `We no longer ask you for this: ${kinds}. Choose it again when you want it back.`,
    change: 'Change',
    rests: (until) => `You are having a rest until ${until}.`,
    summary: (kinds, often) => `${kinds}. At most ${times(often)} a week.`,
  },
};
