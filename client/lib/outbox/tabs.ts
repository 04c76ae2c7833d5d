/**
 * What the tabs of this browser tell each other under one name. Where a browser has no such channel, or forbids it, each
 * tab is alone: whoever uses it must bear that.
 * @param hear what another tab told
 */
export function tabs<News>(name: string, hear: (news: News) => void) {
  const channel = opened(name);
  if (channel) channel.onmessage = ({ data }: MessageEvent<News>) => hear(data);
  return {
    tell: (news: News): void => channel?.postMessage(news),
    close: (): void => channel?.close(),
  };
}

function opened(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
