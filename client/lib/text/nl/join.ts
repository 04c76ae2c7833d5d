export const join = {
  title: 'Meedoen',
  intro: 'In drie stappen ben je erbij. Het kost niets en je kunt altijd stoppen.',
  where: {
    step: 'Waar woon je?',
    hint: 'Zo kom je bij de buren van jouw straat en jouw dorp. Je huisnummer vragen we niet.',
    village: 'Jouw dorp of wijk',
    nowhere: 'Ik woon hier niet, of nog niet',
    nowhereHint: 'Ook als mantelzorger, ondernemer of nieuwe bewoner kun je meedoen.',
    street: 'Jouw straat',
    choose: 'Kies je straat',
    missing: 'Kies je straat. Woon je hier niet? Kies dan “Ik woon hier niet, of nog niet”.',
  },
  name: {
    step: 'Hoe heet je?',
    label: 'Je naam',
    hint: 'Zo zien je buren je. Alleen je voornaam is genoeg.',
    missing: 'Vul een naam in. Hij mag hooguit 40 tekens lang zijn.',
  },
  email: {
    step: 'Waar sturen we je link heen?',
    label: 'Je e-mailadres',
    hint: 'Je krijgt een mail met een link. Een wachtwoord heb je niet nodig. Niemand anders ziet je adres.',
    missing: 'Dit is geen e-mailadres. Een goed adres is bijvoorbeeld naam@voorbeeld.nl.',
  },
  send: 'Stuur mij de link',
  known: 'Doe je al mee?',
  wrong: 'Er klopt nog iets niet',
};
