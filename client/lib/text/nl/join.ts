export const join = {
  title: 'Meedoen',
};
