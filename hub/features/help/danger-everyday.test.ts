import { expect, test } from 'vitest';
import { soundsUrgent } from './danger.ts';

/** What people could ask of their neighbours; each line is a request of its own. */
const everyday = `
  vervoer naar de voedselbank
  brandhout halen
  brandhout naar binnen dragen
  brand hout stapelen
  een omgevallen boom opruimen
  Er is een boom gevallen
  er zijn takken op het pad gevallen
  er is een boom op de schuur gevallen
  de schutting is gevallen, wie helpt
  mijn telefoon is gevallen en het scherm is stuk
  in alle gevallen graag voor de avond
  de hond is ademloos blij
  hartige taart bakken
  fiets staat in de berging
  een band plakken
  er zit geen lucht in mijn fietsband
  a ride to the shop for a brand new bike
  what brand of phone should I buy
  somebody to stroke the cat while I am away
  de rookmelder piept, de batterij is leeg
  hond uitlaten
  de planten water geven
  de bloemen bloeien, wie wil ze plukken
  onkruid wieden in de tuin
  gordijnen ophangen
  een kast in elkaar zetten
  mijn laptop reageert niet
  de computer reageert niet meer
  my laptop is not responding
  ik kom er niet uit met het formulier
  mijn wifi ligt eruit
  foto’s opslaan op de computer
  boodschappen halen, ik kan niet ver lopen
  ik heb een gebroken arm, wie kan koken
  naar het ziekenhuis voor controle
  met mijn moeder naar de dokter
  medicijnen ophalen bij de apotheek
  bloed prikken in Nijmegen
  een rit naar de bloedbank
  zandzakken sjouwen
  er staat water in mijn kelder, wie heeft een pomp
  hoog water, wie helpt de stoep leegmaken
  samen naar het zwembad
  een wandeling langs de Maas
  de vissen in de vijver voeren
  mijn zoon is zijn fiets kwijt
  mijn moeder is haar bril kwijt
  mijn kat is weggelopen
  oppas voor de hond gezocht
  ik zoek oppas voor mijn kat
  een praatje, ik ben veel alleen
  mijn man is overleden, wie helpt in de tuin
  gezelschap bij het eten
  een geweldige barbecue
  fruit plukken, de appels vallen
  wie leent mij een ladder
  een klem en een boormachine lenen
  de deur zit vast
  de schroef zit vast
  de lamp brandt niet
  de kaars brandde mooi
  messen slijpen
  broek stikken op de naaimachine
  het stikt hier van de muggen
  de gaskachel aansteken
  gasfles halen
  de meterstand van gas doorgeven
  wie belt er met de helpdesk
  naar Rijksweg 112
  per ongeluk de verkeerde verf gekocht
  geen spoed, ergens deze week
  het is geen noodgeval
  cursus eerste hulp in de zaal
  ik zie het niet zitten om te rijden
  ik wil niet meer autorijden
  ik rook niet, graag iemand die ook niet rookt
  walk my rescue dog
  fire wood for the stove
  help me carry a sofa
  bleed the radiators
  sweep the fallen leaves
  a lift to the station
  cut the grass, I cannot do it myself
  my phone screen is broken
  someone to sing with, I like singing
  pass out flyers
  mijn kind zwemt graag, wie gaat mee naar het zwembad
  met de kinderen in het water spelen, wie past mee op
  het water komt niet uit de kraan
  de batterij van mijn gehoorapparaat is op
  de zekering is op
  ik lig achter met de tuin
  de kat ligt onder de auto, wie lokt haar
  de tuinslang ligt onder de boom
  the water bill is in my house book
  the lamp in the house is broken
  hij praat graag over vroeger
  de taart is op
  het brood is op, wie rijdt langs de bakker
  `;

test.each(['', ...everyday.trim().split(/\s*\n\s*/)])('"%s" is a matter for neighbours', (text) => {
  expect(soundsUrgent(text)).toBe(false);
});
