import { channelKinds, type ChannelKind } from '#contract/channel-kinds.ts';
import type { Channel } from '#contract/channel/index.ts';
import type { Locale } from '../text/index.ts';
import type { IconName } from '../ui/icons.ts';

/** The drawing that stands for a channel: that of a theme most places have, else that of its kind. */
export const iconOf = ({ id, kind }: Pick<Channel, 'id' | 'kind'>): IconName =>
  themeIcon.get(id) ?? kindIcon[kind];

const themeIcon = new Map<string, IconName>([
  ['theme-agenda', 'calendar'],
  ['theme-help', 'help'],
  ['theme-news', 'speak'],
  ['theme-municipality', 'office'],
  ['theme-neighbourhood-watch', 'safe'],
  ['theme-nature', 'leaf'],
]);

const kindIcon: Record<ChannelKind, IconName> = {
  street: 'street',
  village: 'village',
  theme: 'theme',
  interest: 'smile',
  group: 'people',
  direct: 'person',
  inbox: 'inbox',
  crisis: 'situation',
  project: 'home',
};

/** The order in which kinds are listed: what is nearest comes first. */
export const kindOrder: ChannelKind[] = [
  'crisis',
  'inbox',
  'street',
  'village',
  'group',
  'direct',
  'interest',
  'theme',
  'project',
];

export const nameOf = ({ name, nameEn }: Pick<Channel, 'name' | 'nameEn'>, locale: Locale): string =>
  locale === 'en' ? (nameEn ?? name) : name;

export const aboutOf = ({ about, aboutEn }: Pick<Channel, 'about' | 'aboutEn'>, locale: Locale) =>
  locale === 'en' ? (aboutEn ?? about) : about;

/** Where a channel is read; the inbox has a place of its own. */
export const hrefOf = ({ id, kind }: Pick<Channel, 'id' | 'kind'>): string =>
  channelKinds[kind].personal ? '/inbox' : `/channels/${id}`;

/** By kind, in the order of kinds, and by name within a kind; kinds without channels are left out. */
export const byKind = (channels: Channel[], locale: Locale): { kind: ChannelKind; channels: Channel[] }[] =>
  kindOrder
    .map((kind) => ({
      kind,
      channels: channels
        .filter((channel) => channel.kind === kind)
        .sort((one, other) => nameOf(one, locale).localeCompare(nameOf(other, locale), locale)),
    }))
    .filter((group) => group.channels.length > 0);
