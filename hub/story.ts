import { clock } from '#config/clock.ts';
import { villageOf, type Place } from '#config/place.ts';
import { withAnswers, type Story, type StoryPerson } from '#config/story.ts';
import type { Answer } from '#contract';
import * as logs from '#models/log.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import * as storyProgress from '#models/place/story-progress.ts';
import { asPerson } from './visit/authenticate.ts';
import { joinHomeChannels } from './features/person/home-channels.ts';
import type { Visit } from './visit/visit.ts';
import type { CreateVisit } from './visit/create.ts';

/** Noted every so many steps: telling a step twice changes nothing, its key sees to that. */
const stride = 25;

export type Stage = {
  place: Place;
  visit: CreateVisit;
  dispatch: (visit: Visit, name: string, asks: unknown) => Promise<Answer<unknown>>;
};

/**
 * Lives through a story: its people move in, and each asks what he asked at the moment he asked it, through the same
 * handlers as everybody. Cut off halfway, it goes on where it was. Afterwards the clock stands where the story, or what
 * was said since, ended.
 * @throws {Error} naming the step that was refused
 */
export async function playStory(story: Story, hub: Stage): Promise<void> {
  const cast = await moveIn(story, hub);
  const { done, answers } = await storyProgress.progressOf('story');
  for (const [place, step] of story.steps.entries()) {
    if (place < done) continue;
    clock.set(new Date(step.at));
    const asked = withAnswers(step.with, answers);
    const answer = await hub.dispatch(hub.visit(asPerson(cast.get(step.who)!)), step.ask, asked);
    if (!answer.ok)
      throw new Error(
        `Step ${place + 1} of the story (${step.who}, ${step.ask}) was refused: ${answer.message}`,
      );
    if (step.as) answers.set(step.as, answer.value);
    if (place % stride === 0) await storyProgress.keepProgress('story', place + 1, answers);
  }
  await storyProgress.keepProgress('story', story.steps.length, answers);
  const end = new Date(story.steps.at(-1)?.at ?? clock.now());
  clock.set(new Date(Math.max(end.getTime(), (await logs.latestAt())?.getTime() ?? 0)));
}

async function moveIn(story: Story, hub: Stage): Promise<Map<string, Person>> {
  const cast = new Map<string, Person>();
  clock.set(new Date(story.steps[0]?.at ?? clock.now()));
  for (const described of story.people) {
    const { person } = await people.addPerson(inhabitant(hub.place, described));
    if (person.unsettled) await joinHomeChannels(hub.visit(asPerson(person)), person);
    cast.set(described.id, person);
  }
  return cast;
}

const inhabitant = (place: Place, { id, about, street, areas, ...person }: StoryPerson) => ({
  ...person,
  _id: `demo-${id}`,
  areas: areas ?? [],
  verified: true,
  demo: { about },
  since: clock.now(),
  ...(street && { street, village: villageOf(place, street)?.id }),
});
