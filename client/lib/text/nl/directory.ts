export const directory = {
  title: 'Alle kanalen',
};
