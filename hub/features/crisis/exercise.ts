import type { Version } from '#models/crisis/version.ts';
import type { Incident } from '#models/crisis/incident.ts';

const mark = { nl: 'OEFENING', en: 'EXERCISE' };

/**
 * A version of an exercise as it is told: each of its texts says itself that it is one, since who reads one alone, hears it
 * or passes it on must not take it for real.
 */
export function inExercise(version: Version): Version {
  const { areas, expects, reason, reasonEn, language } = version;
  const own = language?.startsWith('en') ? en : nl;
  return {
    ...version,
    areas: areas.map(({ text, textEn, instruction, instructionEn, note, noteEn, ...area }) => ({
      ...area,
      text: own(text),
      ...(textEn && { textEn: en(textEn) }),
      ...(instruction && { instruction: own(instruction) }),
      ...(instructionEn && { instructionEn: en(instructionEn) }),
      ...(note && { note: nl(note) }),
      ...(noteEn && { noteEn: en(noteEn) }),
    })),
    ...(expects && {
      expects: {
        ...expects,
        what: own(expects.what),
        ...(expects.whatEn && { whatEn: en(expects.whatEn) }),
      },
    }),
    ...(reason && { reason: nl(reason) }),
    ...(reasonEn && { reasonEn: en(reasonEn) }),
  };
}

/** How an incident is called where people read it. */
export function titlesOf({ title, titleEn, exercise }: Pick<Incident, 'title' | 'titleEn' | 'exercise'>) {
  if (!exercise) return { title, ...(titleEn && { titleEn }) };
  return { title: nl(title), ...(titleEn && { titleEn: en(titleEn) }) };
}

const nl = (text: string) => `${mark.nl}: ${text}`;
const en = (text: string) => `${mark.en}: ${text}`;
