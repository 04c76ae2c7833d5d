/** `21:30`: hours and minutes on the wall clock, as a field of type time gives them. */
export const isWallTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
