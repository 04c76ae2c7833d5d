import type { Feed } from '#config/place.ts';
import type { CapAlert } from '#contract/crisis/cap.ts';
import { openCrisis } from './crisis.ts';

const sender = 'waterschap.example.nl';
const feed = 'Waterschap';
const feeds: Feed[] = [
  { name: feed, url: 'http://127.0.0.1/', kind: 'atom', senders: [sender], everySeconds: 60 },
];

/** Minutes from now, to the second, as CAP writes it. */
export const inMinutes = (minutes: number) =>
  new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+Z$/, '+00:00');

/** A neighbourhood that listens to a water board, and what that board may send, with one thing changed in it. */
export async function openRelay() {
  const mook = await openCrisis({ feeds });
  const bot = mook.bot('crisis-relay');
  const guest = mook.guest();
  const officer = await mook.officer('Karin');

  const outlineOf = (village: string) => {
    const outline = mook.place.areas.find(({ id }) => id === village)?.polygon ?? [];
    return [{ areaDesc: village, polygons: [outline], circles: [], geocodes: [] }];
  };

  let count = 0;

  function alert(
    text: string,
    more: Partial<CapAlert> = {},
    info: Partial<CapAlert['infos'][number]> = {},
  ): CapAlert {
    return {
      identifier: `w-${(count += 1)}`,
      sender,
      sent: inMinutes(-60),
      status: 'Actual',
      msgType: 'Alert',
      scope: 'Public',
      references: [],
      infos: [
        {
          language: 'nl-NL',
          categories: ['Met'],
          event: 'Hoogwater',
          responseTypes: [],
          urgency: 'Immediate',
          severity: 'Severe',
          certainty: 'Likely',
          expires: inMinutes(300),
          senderName: 'Waterschap Limburg',
          headline: 'Hoog water',
          description: text,
          areas: outlineOf('mook'),
          ...info,
        },
      ],
      ...more,
    };
  }

  const refersTo = ({ sender: from, identifier, sent }: CapAlert) => [{ sender: from, identifier, sent }];
  const update = (of: CapAlert, text: string, more: Partial<CapAlert> = {}, info = {}) =>
    alert(text, { msgType: 'Update', sent: inMinutes(-30), references: refersTo(of), ...more }, info);
  const cancel = (of: CapAlert, more: Partial<CapAlert> = {}) =>
    alert('', { msgType: 'Cancel', sent: inMinutes(-20), references: refersTo(of), infos: [], ...more });

  const bring = async (one: CapAlert) => (await bot.get('crisis:relay', { feed, alert: one })).outcome;

  /** What stands in a village of the incident in which this was once said. */
  async function standing(said: string, village = 'mook') {
    const { villages } = await guest.get('crisis:situation', {});
    const own = villages.find(({ area }) => area === village);
    const all = [...(own?.stands ?? []), ...(own?.earlier ?? [])];
    const incident = all.find((notice) => 'text' in notice && notice.text === said)?.incident;
    return own?.stands.find((notice) => notice.incident === incident);
  }

  const entriesWith = async (text: string) =>
    (await guest.get('log:page', { channel: 'village-mook', limit: 200 })).entries.filter((entry) =>
      JSON.stringify(entry.body).includes(text),
    );

  return {
    mook,
    feed,
    bot,
    guest,
    officer,
    outlineOf,
    alert,
    refersTo,
    update,
    cancel,
    bring,
    standing,
    entriesWith,
  };
}
