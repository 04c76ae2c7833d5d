import { clock } from '#config/clock.ts';
import { linkMinutes, linksAtOnce } from '#config/limits.ts';
import { Session, type Delivery } from '#contract/person/index.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import * as sealed from '#models/person/sealed.ts';
import * as sessions from '#models/person/session.ts';
import { invalid, missing, tooFast } from '../../visit/refusal.ts';
import { joinHomeChannels } from './home-channels.ts';
import type { Visit } from '../../visit/visit.ts';
import type { Handles } from '../handlers.ts';
import { addressIn } from './index.ts';

type Link = NonNullable<Awaited<ReturnType<typeof sessions.redeemLink>>>;

export const session: Handles<
  'session:ask' | 'session:mail' | 'session:start' | 'session:list' | 'session:end'
> = {
  async 'session:ask'(visit, { email, locale, join }) {
    if (join?.street) addressIn(visit, join.street);
    const { secret, publicUrl } = visit.config;
    const emailHash = sealed.addressHash(secret, email);
    if ((await sessions.linksWaiting(emailHash)) >= linksAtOnce) throw tooFast(linkMinutes * 60_000);
    const { token, proof, expires } = await sessions.makeLink({
      emailHash,
      emailSealed: sealed.seal(secret, email),
      locale,
      join,
    });
    const known = (await people.byAddress(emailHash)) !== null;
    // The mail tells what the page must not: whether this address is known here.
    const words =
      known || join ? linkMail(`${publicUrl}/sign-in/${token}`) : unknownMail(`${publicUrl}/join`);
    const became = (what: Delivery) => sessions.noteMail(proof, what);
    const mail = await visit.mail.send({ to: email, ...words[locale] }, { until: expires, became });
    if (mail === 'refused') throw takesNoMail();
    return { proof };
  },

  async 'session:mail'(_visit, { proof }) {
    const mail = await sessions.mailOf(proof);
    if (!mail) throw missing();
    return { mail };
  },

  async 'session:start'(visit, { token, proof, device }) {
    const link = await sessions.redeemLink({ token, proofs: [proof].flat() });
    if (!link) throw linkGone();
    const person = (await people.byAddress(link.emailHash)) ?? (await newcomer(visit, link));
    // Also of somebody we know: a hub may have died before he had settled in.
    if (person.unsettled) await joinHomeChannels(visit, person);
    const { secret, session: started } = await sessions.start(person._id, device);
    return { session: secret, expires: started.expires.toISOString() };
  },

  async 'session:list'(visit) {
    const active = await sessions.ofPerson(visit.person._id);
    return {
      sessions: await visit.each(Session, active, ({ _id, device, since, seen }) => ({
        id: _id,
        device,
        since: since.toISOString(),
        seen: seen.toISOString(),
        current: _id === visit.caller.session,
      })),
    };
  },

  async 'session:end'(visit, { id }) {
    const which = id ?? visit.caller.session;
    if (!which || !(await sessions.end(visit.person._id, which))) throw missing();
    visit.sessions.disconnect(which, visit.person._id);
    return {};
  },
};

/** Somebody who proved his address and gave a name becomes a neighbour, in the channels of where he lives. */
async function newcomer(visit: Visit, { emailHash, emailSealed, locale, join }: Link): Promise<Person> {
  if (!join) throw linkGone();
  const { street, village } = addressIn(visit, join.street ?? null);
  const { person } = await people.addPerson({
    name: join.name,
    locale,
    emailHash,
    emailSealed,
    since: clock.now(),
    ...(street && village && { street, village }),
  });
  return person;
}

const linkGone = () =>
  invalid({
    nl: 'Deze link werkt niet meer, of je opent hem in een andere browser dan waar je hem vroeg. Vraag een nieuwe link.',
    en: 'This link no longer works, or you opened it in another browser than the one you asked from. Ask for a new link.',
  });

const takesNoMail = () =>
  invalid({
    nl: 'Dit adres neemt geen mail aan. Kijk of er een foutje in zit, of neem een ander adres.',
    en: 'This address does not take mail. Look for a typo in it, or take another address.',
  });

const linkMail = (link: string) => ({
  nl: {
    subject: 'Je link om binnen te komen',
    text: `Hallo,\n\nTik op deze link om binnen te komen:\n${link}\n\nDe link werkt één keer, en een kwartier lang.\nHeb je dit niet gevraagd? Dan hoef je niets te doen.\n`,
  },
  en: {
    subject: 'Your link to come in',
    text: `Hello,\n\nFollow this link to come in:\n${link}\n\nThe link works once, for fifteen minutes.\nDid you not ask for this? Then you need to do nothing.\n`,
  },
});

const unknownMail = (join: string) => ({
  nl: {
    subject: 'Je hebt hier nog geen account',
    text: `Hallo,\n\nIemand vroeg met dit adres om binnen te komen. Dit adres kennen we nog niet.\nWil je meedoen? Begin hier:\n${join}\n`,
  },
  en: {
    subject: 'You have no account here yet',
    text: `Hello,\n\nSomebody asked to come in with this address. We do not know it yet.\nWould you like to join? Start here:\n${join}\n`,
  },
});
