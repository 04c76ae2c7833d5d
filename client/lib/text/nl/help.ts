export const help = {
  title: 'Hulp',
};
