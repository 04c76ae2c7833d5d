import { describe, expect, test } from 'vitest';
import { effort } from '../../../test/support/effort.ts';
import { soundsUrgent } from './danger.ts';

/** What people could write, by kind; each line is a sentence of its own. */
const urgent: Record<string, string> = {
  unconscious: `
    mijn man ligt op de grond en reageert niet
    Mijn man reageert niet meer
    oma reageerd nergens op, ze zegt niks en doet niet open
    ze is bewusteloos
    ik krijg haar niet wakker
    mijn vader is flauw gevallen
    hij viel flauw in de keuken
    de buurman is in elkaar gezakt
    buiten bewustzijn
    er ligt iemand op straat, hij beweegt niet
    ZE IS NIET AANSPREEKBAAR
    my neighbour is unconscious
    he is unresponsive
    she won't wake up
    my wife collapsed in the hall
    he passed out`,
  breathing: `
    hij ademt niet
    hij ademd nie meer
    mijn dochter krijgt geen lucht
    hij krijgt geen  lucht
    ze kriegt gein lucht
    mijn kind stikt
    hij stikt in een stuk brood
    ze is heel erg benauwd
    astma aanval en geen pufje
    haar keel zwelt op, allergische reactie
    mijn zoontje loopt blauw aan
    my husband is not breathing
    she can’t breathe
    he stopped breathing
    the baby is choking
    hij is blauw om de lippen
    ze heeft een wespensteek en haar gezicht zwelt op
    de baby ademt zo raar
    de zuurstof van mijn man is op
    mijn zuurstofapparaat doet het niet`,
  heart: `
    hart aanval
    hartaanvl
    pijn op de borst
    ik heb pijn op mijn borst
    pien op de bors
    een drukkend gevoel op de borst
    beroerte
    haar mond hangt scheef
    hij praat wartaal
    reanimeren, nu
    een hersen bloeding
    epileptische aanval
    chest pain
    my chest hurts
    heart attack
    He had a stroke
    she has a seizure
    mijn man is onderuit gegaan en praat raar
    haar arm hangt slap en ze praat raar
    mijn insuline is op`,
  bleeding: `
    hij bloedt erg
    ze verliest veel bloed
    overal bloed
    vinger afgezaagd
    slagaderlijke bloeding
    my son is bleeding
    lots of blood
    ik heb me gesneden en het stopt niet
    er zit een mes in zijn been`,
  fall: `
    Mijn moeder is gevallen en kan niet opstaan
    GEVALLEN
    gevallen van de trap
    ik ben gevalle
    ik lig op de grond en kan niet overeind
    opa is van de ladder gevallen
    er is een boom op mijn man gevallen
    ik kan niet meer opstaan
    a tree fell on my wife
    she has fallen and can't get up
    ze is van het balkon gesprongen
    de ladder is omgevallen en hij ligt eronder
    mijn man ligt onder de auto`,
  poison: `
    ik ruik gas
    het ruikt hier naar gas
    gaslek
    gas lek in de keuken
    koolmonoxide
    kool monoxide
    de co-melder gaat af
    mijn kind heeft een knoopcel ingeslikt
    ze heeft te veel pillen genomen
    overdosis
    hij heeft chloor gedronken
    vergiftigd
    i smell gas
    gas leak
    carbon monoxide
    she took too many pills`,
  fire: `
    er is brand!
    braaaand
    het huis staat in brand
    de keuken brandt
    vlam in de pan
    er komt rook uit het huis van de buren
    de schuur staat in de fik
    er was een ontploffing
    fire
    my kitchen is on fire
    the house is burning
    there's smoke coming out of the neighbours' roof`,
  water: `
    in het water gevallen
    iemand ligt in het water
    hij ligt in de maas
    mijn kind verdrinkt
    er loopt water mijn kelder in en ik kan er niet uit
    het water stijgt en we kunnen niet weg
    het water staat tot mijn knieën
    wij zitten op het dak
    we zitten vast in de kelder
    ik zit vast in de lift
    auto in het water
    door het ijs gezakt
    de dijk is doorgebroken
    drowning
    we are trapped
    she fell into the river
    the water is rising
    i am stuck in the cellar
    kind in het water
    ik zit alleen op zolder en het water komt omhoog
    het water komt door de ramen
    the water is coming into my house`,
  suicidal: `
    Ik denk aan zelfmoord.
    zelf moord
    suïcidaal
    ik wil niet meer leven
    ik wil nie mer leven, ik wil dood
    ik zie het niet meer zitten
    ik wil er een eind aan maken
    ze wil zichzelf iets aandoen
    iedereen is beter af zonder mij
    i want to die
    I don't want to live anymore
    he wants to kill himself
    end my life`,
  violence: `
    mijn man slaat mij
    geweld thuis
    huiselijk gewelt
    hij heeft een mes
    ik word bedreigd
    mijn ex bedreigt ons
    er is een inbreker
    ik ben bang voor mijn man
    ze is aangerand
    my husband hits me
    he has a gun
    i am being attacked
    er wordt bij ons ingebroken
    somebody broke into my house`,
  missing: `
    mijn kind is kwijt
    ons kind is al een uur kwijt
    mijn dochtertje is zoek
    we kunnen onze zoon niet vinden
    mijn demente moeder is weggelopen
    my son is missing
    i can't find my daughter`,
  birth: `
    de weeën zijn begonnen
    haar vliezen zijn gebroken
    my waters broke`,
  emergency: `
    bel 112
    112
    1-1-2
    één één twee
    ambulance
    een ambulanse graag
    noodgeval
    nood geval!
    noodgevl
    spoed
    bel de politie
    brandweer nodig
    help help
    kom snel
    eerste hulp nodig
    this is an emergency
    call an ambulance
    mijn man gaat dood
    Er is geen brand. Wel ligt mijn man op de vloer.`,
};

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

describe.each(Object.entries(urgent))('%s', (_, sentences) => {
  test.each(lines(sentences))('"%s" is not a matter for neighbours alone', (text) => {
    expect(soundsUrgent(text)).toBe(true);
  });
});

test('long and hostile words cost no time', () => {
  const hostile = `${'geen '.repeat(20_000)}${'slaat '.repeat(20_000)}`;
  expect(effort(() => soundsUrgent(hostile))).toBeLessThan(500);
});
