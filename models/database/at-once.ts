import mongoose from 'mongoose';

/**
 * Makes what is not there yet. Two who do so at once may both find it missing; the slower one is refused by the index, and
 * finds it when it looks again.
 * @param make an upsert by a unique field
 */
export const atOnce = <T>(make: () => Promise<T>): Promise<T> =>
  make().catch((error: unknown) => {
    if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== 11_000) throw error;
    return make();
  });
