import { connection } from './connection.svelte.ts';
import { Following } from './following.ts';
import { hub } from './hub.ts';
import { outbox } from './outbox.svelte.ts';
import { unread } from './unread.svelte.ts';

/** When the line is not there after this time, people are told so. */
const patienceMs = 5_000;

/** Another life of the log, as after a backup was put back: nothing on this page holds any more. */
export const startAnew = () => location.reload();

/** The logs of this page. */
export const following = new Following(hub, {
  synced(now) {
    connection.hear(now);
    connection.state = 'online';
  },
  torn: startAnew,
});

/**
 * Brings the page to life as this person, or as a guest: line, logs, outbox, what is unread. Gives what ends it.
 * @param signedOut the session ended, here or elsewhere
 */
export function goLive(person: string | undefined, signedOut: () => void): () => void {
  const ends = [
    following.start(),
    hub.on('disconnect', () => void (connection.state = 'offline')),
    ...(person === undefined ? [] : alive(person, signedOut)),
  ];
  const again = () => void (hub.isOpen() || hub.open());
  const late = setTimeout(() => {
    if (connection.state === 'connecting') connection.state = 'offline';
  }, patienceMs);
  // The network is back, or a page that the browser had put away: sooner than the line's own patience.
  const shown = ({ persisted }: PageTransitionEvent) => persisted && again();
  window.addEventListener('online', again);
  window.addEventListener('pageshow', shown);
  hub.open();

  return () => {
    clearTimeout(late);
    window.removeEventListener('online', again);
    window.removeEventListener('pageshow', shown);
    ends.forEach((end) => end());
    hub.close();
    connection.state = 'connecting';
  };
}

const alive = (person: string, signedOut: () => void) => [
  hub.on('ended', (why) => void (why === 'signed-out' && signedOut())),
  outbox.open(person),
  unread.start(hub, person),
];
