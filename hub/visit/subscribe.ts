import { hearable } from './access.ts';
import type { Caller } from './authenticate.ts';
import { channelRoom, channelsHeard, hereRoom, type HubSocket } from './rooms.ts';

/**
 * A connection hears its own channels from here on, and of those asked for the public ones. Joined before it is looked at
 * once more: whoever was made to leave in between, is made to leave here too. Gives what it hears.
 */
export async function subscribe(socket: HubSocket, caller: Caller, asked: string[]): Promise<string[]> {
  await socket.join((await hearable(caller, asked)).map(channelRoom));
  const still = await hearable(caller, [...asked, ...channelsHeard(socket.rooms)]);
  for (const channel of channelsHeard(socket.rooms)) {
    if (still.includes(channel)) continue;
    await socket.leave(channelRoom(channel));
    await socket.leave(hereRoom(channel));
  }
  return still;
}
