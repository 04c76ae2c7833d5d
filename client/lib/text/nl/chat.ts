export const chat = {
  title: 'Kanalen',
};
