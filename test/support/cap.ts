/** A CAP 1.2 message as a weather office might send it, for tests that change one thing in it. */
export type Written = {
  identifier?: string;
  sender?: string;
  sent?: string;
  status?: string;
  msgType?: string;
  scope?: string;
  references?: string;
  infos?: string[];
};

/** Around Mook and Middelaar, but not Molenhoek. */
export const alongTheMaas = '51.71,5.9 51.75,5.86 51.76,5.87 51.72,5.91 51.71,5.9';

export const capMessage = ({
  identifier = 'waterschap-1',
  sender = 'waterschap.example.nl',
  sent = '2021-07-17T14:00:00+02:00',
  status = 'Actual',
  msgType = 'Alert',
  scope = 'Public',
  references,
  infos = [capInfo()],
}: Written = {}): string => `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>${identifier}</identifier>
  <sender>${sender}</sender>
  <sent>${sent}</sent>
  <status>${status}</status>
  <msgType>${msgType}</msgType>
  <scope>${scope}</scope>
  ${references === undefined ? '' : `<references>${references}</references>`}
  ${infos.join('\n')}
</alert>
`;

export const capInfo = ({
  language = 'nl-NL',
  severity = 'Severe',
  urgency = 'Expected',
  onset = '',
  expires = '2021-07-18T14:00:00+02:00',
  headline = 'Hoog water in de Maas',
  description = 'Het water komt hoger dan de kade.',
  instruction = 'Blijf van de dijken.',
  area = `<polygon>${alongTheMaas}</polygon>`,
} = {}): string => `<info>
    <language>${language}</language>
    <category>Met</category>
    <category>Geo</category>
    <event>Hoogwater</event>
    <urgency>${urgency}</urgency>
    <severity>${severity}</severity>
    <certainty>Likely</certainty>
    ${onset && `<onset>${onset}</onset>`}
    <expires>${expires}</expires>
    <senderName>Waterschap</senderName>
    <headline>${headline}</headline>
    <description>${description}</description>
    <instruction>${instruction}</instruction>
    <area>
      <areaDesc>Langs de Maas</areaDesc>
      ${area}
    </area>
  </info>`;
