import { model, Schema } from 'mongoose';

type Progress = { _id: string; done: number; answers: Record<string, unknown> };

const Progresses = model<Progress>(
  'StoryProgress',
  new Schema<Progress>(
    {
      _id: String,
      done: { type: Number, required: true },
      answers: { type: Schema.Types.Mixed, default: {} },
    },
    { versionKey: false, collection: 'story-progress', minimize: false },
  ),
);

/** How far a story was told here, and what its steps were answered. */
export async function progressOf(story: string): Promise<{ done: number; answers: Map<string, unknown> }> {
  const kept = await Progresses.findById(story).lean<Progress>();
  return { done: kept?.done ?? 0, answers: new Map(Object.entries(kept?.answers ?? {})) };
}

export const keepProgress = (story: string, done: number, answers: Map<string, unknown>) =>
  Progresses.updateOne(
    { _id: story },
    { $set: { done, answers: Object.fromEntries(answers) } },
    { upsert: true },
  );
