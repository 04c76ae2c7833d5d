import { randomUUID as newKey } from 'node:crypto';
import type { Asks } from '#contract';
import type { AreaText } from '#contract/crisis/index.ts';
import { openCrisis, toMook } from './crisis.ts';

/** A neighbourhood with two officers, and what they do in one incident after the other. */
export async function openOfficers() {
  const mook = await openCrisis();
  const officer = await mook.officer('Karin');
  const guest = mook.guest();

  return {
    mook,
    officer,
    deputy: await mook.officer('Thomas'),

    /** An incident in which these versions were sent, one after the other. */
    async sent(...versions: Partial<Asks<'crisis:send'>>[]): Promise<string> {
      const asks = { key: newKey(), title: 'Hoog water in de Maas' };
      const { incident } = await officer.get('crisis:open', asks);
      for (const [basedOn, version] of versions.entries()) {
        await officer.get('crisis:send', toMook(incident, { basedOn, ...version }));
      }
      return incident;
    },

    /** What a village reads of an incident. */
    standsIn: async (village: string, incident: string) =>
      (await guest.get('crisis:situation', {})).villages
        .find((one) => one.area === village)
        ?.stands.find((notice) => notice.incident === incident),

    /** An incident as officers see it. */
    kept: async (incident: string) =>
      (await officer.get('crisis:incidents', {})).incidents.find((one) => one.incident === incident),
  };
}

export const area = (level: AreaText['level'], text: string, more: Partial<AreaText> = {}): AreaText => ({
  ...{ area: 'mook', level, text },
  ...more,
});

export const withdrawing = (
  incident: string,
  basedOn: number,
  more: Partial<Asks<'crisis:cancel'>> = {},
): Asks<'crisis:cancel'> => ({
  ...{ incident, key: newKey(), basedOn, reason: 'Dit bericht klopte niet.' },
  ...more,
});

export const ending = (incident: string, basedOn: number, ...villages: string[]): Asks<'crisis:end'> => ({
  ...{ incident, key: newKey(), basedOn },
  areas: villages.map((village) => ({ area: village, text: 'Het is voorbij.' })),
});

export const english = { textEn: 'Stay at home.', instructionEn: 'Close the windows.' };
export const home = area(3, 'Blijf thuis.', { instruction: 'Sluit de ramen.', ...english });
export const expects = { what: 'Hoogste stand', whatEn: 'Highest level', when: 'zondag', whenEn: 'Sunday' };
