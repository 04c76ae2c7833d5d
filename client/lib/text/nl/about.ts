export const about = {
  label: 'Over Brink',
  brink: {
    title: 'Over Brink',
    intro:
      'Een brink is het plein van een dorp. Daar kom je je buren tegen. Dit is onze brink op het scherm.',
    chapters: [
      {
        title: 'Wat je hier doet',
        text: [
          'Je praat met je straat en je dorp. Je ziet wat er te doen is. Je vraagt hulp, of je geeft hulp.',
          'Is er iets aan de hand, zoals hoog water? Dan lees je hier de berichten van de gemeente.',
        ],
      },
      {
        title: 'Wie je hier tegenkomt',
        text: [
          'De meeste mensen hier zijn bewoners. Buurtverbinders zijn bewoners die helpen om het gezellig en netjes te houden.',
          'Een ambtenaar herken je aan een eigen teken. Die spreekt namens de gemeente.',
          'Een bot is een computer. Ook een bot herken je aan een eigen teken. Een bot doet nooit alsof hij een mens is.',
        ],
      },
      {
        title: 'Van iedereen',
        text: [
          'Brink is vrije software. Elke gemeente mag het gebruiken, bekijken en beter maken. De licentie heet EUPL 1.2.',
          'Er is geen reclame en niemand verdient aan jouw gegevens.',
        ],
      },
    ],
  },
  privacy: {
    title: 'Privacy',
    intro: 'Dit bewaren we, en dit kan een ander zien.',
    chapters: [
      {
        title: 'Wat we van je bewaren',
        text: [
          'Je naam, je straat, je taal en je stille uren. Je e-mailadres bewaren we versleuteld.',
          'Je huisnummer vragen we niet en bewaren we niet. Een wachtwoord heb je niet.',
        ],
      },
      {
        title: 'Wie kan wat zien',
        text: [
          'Je buren zien je naam. Je e-mailadres ziet niemand.',
          'Wat je in je straat schrijft, lezen alleen de leden van dat kanaal. De gemeente leest daar niet mee.',
          'Kanalen van een dorp en veel thema’s zijn openbaar. Bij elk kanaal staat wie er meeleest.',
        ],
      },
      {
        title: 'Wat we niet doen',
        text: [
          'We volgen je niet. Er staat niets van andere bedrijven op deze pagina’s.',
          'We gebruiken alleen cookies die nodig zijn: om je ingelogd te houden, om je taal te onthouden, en welk bericht van de gemeente je hebt dichtgeklapt.',
          'We geven je gegevens aan niemand door.',
        ],
      },
      {
        title: 'Wat jij kunt doen',
        text: [
          'Bij “Jouw gegevens” pas je alles aan. Daar zie je ook waar je bent ingelogd.',
          'Een bericht van jezelf kun je weghalen. Dan is de tekst echt weg.',
        ],
      },
    ],
  },
  accessibility: {
    title: 'Toegankelijkheid',
    intro:
      'Iedereen moet hier mee kunnen doen. Ook wie niet goed ziet, niet goed hoort of geen muis gebruikt.',
    chapters: [
      {
        title: 'Wat we doen',
        text: [
          'We volgen de regels van WCAG 2.2, niveau A en AA. Elke verandering toetsen we daarop met een programma.',
          'Alles werkt met het toetsenbord. Lezen en formulieren werken ook zonder JavaScript.',
          'De tekst mag groter: tot 400 procent. Staat je scherm op donker? Dan is Brink ook donker.',
          'Beweegt er te veel? Zet beweging uit op je apparaat. Dan staat hier alles stil.',
        ],
      },
      {
        title: 'Wat we nog niet zeker weten',
        text: [
          'Een programma vindt niet elke fout. Mensen met een schermlezer hebben deze versie nog niet getest.',
          'Berichten schrijven bewoners zelf. Niet elk bericht is eenvoudig geschreven.',
        ],
      },
      {
        title: 'Kom je er niet uit?',
        text: ['Vertel het een buurtverbinder. Dan zoeken we samen een oplossing.'],
      },
    ],
  },
};
