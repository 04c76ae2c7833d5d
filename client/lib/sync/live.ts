import type { Channel } from '#contract/channel/index.ts';
import { connection } from './connection.svelte.ts';
import { Subscriptions } from './subscriptions.ts';
import { hub } from './hub.ts';
import { outbox } from '../outbox/outbox.svelte.ts';
import { tabs } from '../outbox/tabs.ts';
import { unread } from './unread.svelte.ts';

/** When the line is not there after this time, people are told so. */
const timeoutMs = 5_000;

/** Another life of the log, as after a backup was put back: nothing on this page holds any more. */
export const reload = () => location.reload();

/** The logs of this page. */
export const subscriptions = new Subscriptions(hub, {
  synced(now) {
    connection.hear(now);
    connection.state = 'online';
  },
  onDiverged: reload,
});

const offline = () => void (connection.state = 'offline');

/**
 * Brings the page to life as this person, or as a guest: line, logs, outbox, what is unread. Gives what ends it.
 * @param channels as the page came with them
 * @param become the cookie may name somebody else now: signed in, out or over, here or in another tab
 */
export function goLive(
  person: string | undefined,
  channels: readonly Channel[],
  become: () => void,
): () => void {
  const others = tabs<string | null>('brink-person', (theirs) => {
    // Without a line nothing can be looked up; opening it again tells the same.
    if (theirs !== (person ?? null) && hub.isOpen()) become();
  });
  const ends = [
    subscriptions.start(),
    hub.on('disconnect', offline),
    // The device said that the network is gone, and was wrong: something is told.
    hub.on('heads', () => void (connection.state === 'offline' && subscriptions.sync())),
    // A guest is refused what needs an account; that is no news about who he is.
    hub.on('ended', (why) => (why === 'other' || (why === 'signed-out' && person !== undefined)) && become()),
    ...(person === undefined ? [] : [outbox.open(person), unread.start(hub, person, channels)]),
    others.close,
  ];
  const open = () => hub.open(person);
  const late = setTimeout(() => {
    if (connection.state === 'connecting') connection.state = 'offline';
  }, timeoutMs);
  ends.push(heedDevice(open));
  open();
  others.tell(person ?? null);

  return () => {
    clearTimeout(late);
    ends.forEach((end) => end());
    hub.close();
    connection.state = 'connecting';
  };
}

/**
 * The device knows sooner than the line's own patience that the network is gone, or back. A page that the browser had put
 * away asks anew who it is. Gives what ends it.
 */
function heedDevice(open: () => void): () => void {
  const shown = ({ persisted }: PageTransitionEvent) => persisted && open();
  window.addEventListener('offline', offline);
  window.addEventListener('online', open);
  window.addEventListener('pageshow', shown);
  return () => {
    window.removeEventListener('offline', offline);
    window.removeEventListener('online', open);
    window.removeEventListener('pageshow', shown);
  };
}
