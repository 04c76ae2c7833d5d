export const welcome = {
  title: 'Welkom',
};
