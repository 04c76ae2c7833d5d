export const signIn = {
  title: 'Inloggen',
  intro: 'Vul je e-mailadres in. Je krijgt een mail met een link. Een wachtwoord heb je niet nodig.',
  email: 'Je e-mailadres',
  wrongEmail: 'Dit is geen e-mailadres. Kijk of er een @ in staat.',
  send: 'Stuur mij de link',
  newHere: 'Doe je nog niet mee?',
  sent: {
    title: 'Kijk in je mail',
    text: 'We hebben je een mail gestuurd. Open de link in deze browser, op dit apparaat.',
    limits: 'De link werkt één keer, en een kwartier lang.',
    nothing: 'Geen mail gekregen?',
    spam: 'Kijk bij ongewenste mail. Soms duurt het een paar minuten.',
    typo: 'Misschien zat er een foutje in je adres.',
    again: 'Vraag een nieuwe link',
    demo: 'Dit is een demo, er gaat geen echte mail uit. Je vindt hem bij de mails van de demo.',
    toMail: 'Naar de mails van de demo',
  },
  land: {
    title: 'Bijna binnen',
    text: 'Tik op de knop. Dan ben je ingelogd op dit apparaat.',
    go: 'Ja, laat mij binnen',
    gone: 'Dat lukte niet',
    otherBrowser:
      'Open de link in de browser waarin je hem hebt gevraagd. Lukt dat niet? Vraag dan hier een nieuwe link.',
  },
};
