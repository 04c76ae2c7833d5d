import * as activities from '#models/agenda/activity.ts';
import type { Activity, Version } from '#models/agenda/activity.ts';
import * as dueWork from '#models/due-work.ts';
import type { Planned } from '#models/due-work.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import * as signUps from '#models/agenda/sign-up.ts';
import type { SignUp } from '#models/agenda/sign-up.ts';
import { isNews } from './reminder-times.ts';
import { dayPosts, freePlaces, newsFor, newsGroup, reminderGroup, reminderRows } from './due-work.ts';

/**
 * What follows from a wish once it is saved: the due work it makes and unmakes. Everything here may be done twice, since a
 * hub that dies halfway is asked again; what is no longer true when a row is claimed is not said (briefs.ts).
 */

/** The posts of nine o'clock in which an activity has its place. */
export const planDays = (activity: Activity, now: Date) => dueWork.plan(ahead(dayPosts(activity), now));

/** @returns the activity as it stands after it */
export async function followAnswer(activity: Activity, person: Person, now: Date): Promise<Activity> {
  let stands = activity;
  if (signUps.signUpOf(activity, person._id)?.answer === 'no') {
    await dueWork.withdraw(reminderGroup(activity, person._id), newsGroup(activity, person._id));
    // A yes from another tab may have been planned and just been withdrawn with it.
    stands = (await activities.byId(activity._id)) ?? activity;
  }
  await remind(stands, [person], now);
  if (signUps.signUpOf(stands, person._id)?.answer !== 'yes') await tellFreePlaces(stands, now);
  return stands;
}

export async function followChange(
  activity: Activity,
  before: Version,
  after: Version,
  now: Date,
): Promise<void> {
  const listeners = await people.byIds(interested(activity).map(({ person }) => person));
  if (before.sequence !== after.sequence) {
    await withdrawReminders(activity);
    await remind(activity, listeners, now);
    await planDays(activity, now);
  }
  if (isNews(before, after, activity.zone)) {
    await dueWork.plan(
      listeners.map((person) => newsFor(activity, person, now, { changed: { before, after } })),
    );
  }
  if (before.places !== after.places) await tellFreePlaces(activity, now);
}

export async function followCancellation(activity: Activity, now: Date): Promise<void> {
  await withdrawReminders(activity);
  const listeners = await people.byIds(interested(activity).map(({ person }) => person));
  await dueWork.plan(listeners.map((person) => newsFor(activity, person, now, 'cancelled')));
}

/** Who hears what becomes of it: all but those who cannot come. */
const interested = ({ signUps }: Activity): SignUp[] => signUps.filter(({ answer }) => answer !== 'no');

const withdrawReminders = (activity: Activity) =>
  dueWork.withdraw(...interested(activity).map(({ person }) => reminderGroup(activity, person)));

/** What lies ahead is planned, also when it was withdrawn before: somebody who said no comes after all. */
async function remind(activity: Activity, listeners: Person[], now: Date): Promise<void> {
  const rows = ahead(
    listeners.flatMap((person) => reminderRows(activity, person)),
    now,
  );
  await dueWork.plan(rows);
  for (const { _id } of rows) await dueWork.replan(_id);
}

/** Who waited and has a place now hears so. */
async function tellFreePlaces(activity: Activity, now: Date): Promise<void> {
  const moved = signUps.seats(activity).coming.filter(({ waited }) => waited);
  const listeners = await people.byIds(moved.map(({ person }) => person));
  await dueWork.plan(freePlaces(activity, listeners, now));
}

const ahead = (rows: Planned[], now: Date): Planned[] => rows.filter(({ dueAt }) => dueAt > now);
