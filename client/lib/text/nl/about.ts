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
        title: 'Wie er verantwoordelijk is',
        text: [
          'Wie deze plek beheert, is verantwoordelijk voor je gegevens. Meestal is dat de gemeente. Daar kun je ook terecht met een vraag of een klacht.',
        ],
      },
      {
        title: 'Wat we van je bewaren',
        text: [
          'Je naam, je straat, je taal en je stille uren. Je e-mailadres bewaren we versleuteld.',
          'Wat je schrijft, hoe je reageert en wat je meldt. Ook van welke kanalen je lid bent en tot waar je hebt gelezen.',
          'Voor welke activiteiten je je aanmeldt. Welke hulp je vraagt of aanbiedt, en met wie je elkaar hielp.',
          'Waar je bent ingelogd: de naam van je browser, en wanneer je er voor het laatst was.',
          'Wat je typte en nog niet verstuurde, staat alleen in je eigen browser.',
          'Je huisnummer vragen we niet en bewaren we niet. Een wachtwoord heb je niet.',
        ],
      },
      {
        title: 'Hoe lang we het bewaren',
        text: [
          'Je gegevens en wat je schrijft, hebben nog geen einddatum. We wissen ze niet vanzelf.',
          'Een hulpvraag bewaren we tot 30 dagen na de tijd waar je om vroeg. Dat jullie elkaar hielpen, bewaren we een jaar.',
          'Een apparaat waar je niet meer komt, loggen we na 14 dagen uit.',
          'Verwijder je een bericht? Dan is de tekst weg uit Brink. In een oude reservekopie kan die nog staan.',
        ],
      },
      {
        title: 'Wie kan wat zien',
        text: [
          'Bij wat je schrijft, staat je naam. Kanalen van een dorp en veel thema’s zijn openbaar: ook zonder account kun je ze lezen. Bij elk kanaal staat wie er meeleest.',
          'Wat je in je straat schrijft, lezen de leden van dat kanaal. Iedereen die zegt in jouw straat te wonen, is lid. We controleren dat niet. Een nieuw lid leest ook wat er eerder stond.',
          'Als iemand een bericht meldt, leest een buurtverbinder dat bericht. Is die er niet? Dan leest de gemeente het.',
          'Vraag je hulp? Dan zien de buren die we vragen wat je zoekt en hoe ver het is. Je naam zien ze pas als jullie allebei ja zeggen. Zegt niemand ja? Dan hoort de gemeente wat voor hulp er in jouw dorp nodig is, zonder je naam.',
          'Geef je hulp en zeg je ja? Dan ziet de ander uit welke straat je komt, en hoe vaak je een bedankje kreeg. Je naam pas als jullie allebei ja zeggen.',
          'Je e-mailadres zien anderen hier niet. Wie de computers van Brink beheert, kan bij alles wat we bewaren.',
        ],
      },
      {
        title: 'Wat we niet doen',
        text: [
          'We volgen je niet. Er staat niets van andere bedrijven op deze pagina’s.',
          'We gebruiken alleen cookies die nodig zijn: om in te loggen, om je ingelogd te houden, om je taal te onthouden, en welk bericht van de gemeente je hebt dichtgeklapt.',
          'We verkopen je gegevens niet.',
        ],
      },
      {
        title: 'Wat jij kunt doen',
        text: [
          'Bij “Jouw gegevens” pas je je naam, je straat, je taal en je stille uren aan. Daar zie je ook waar je bent ingelogd.',
          'Een bericht van jezelf kun je verwijderen, zolang je het kanaal kunt lezen.',
          'Je mag altijd vragen welke gegevens we van je hebben, en of we ze willen verbeteren of wissen. Zelf downloaden of je account verwijderen kan hier nog niet. Vraag het aan wie deze plek beheert.',
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
