export const account = {
  title: 'Jouw gegevens',
};
