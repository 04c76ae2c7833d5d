export const crisis = {
  title: 'Situatie',
};
