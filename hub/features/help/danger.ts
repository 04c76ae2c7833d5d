/**
 * Words after which nobody is matched but told whom to call: 112, the doctors' out-of-hours post, 113, Veilig Thuis. Whole
 * words, so that firewood and a fallen tree stay odd jobs. Rather once too often than once too seldom.
 */
const words = [
  // "In alle gevallen" is another word.
  '(?<!(alle|sommige|veel|andere|enkele|beide) )gevallen',
  'valt? flauw',
  'flauwgevallen',
  'bewusteloos',
  'geen lucht',
  'geen adem',
  'benauwd',
  'stikt?',
  'hartaanval',
  'hartstilstand',
  'beroerte',
  'bloedt',
  'bloeding',
  'bloeden',
  'overdosis',
  'vergiftigd',
  'verdrinkt',
  'verdrinken',
  'brand(?! ?new)',
  'vlammen',
  'gaslek',
  'gaslucht',
  'zelfmoord',
  'zelfdoding',
  'suicide',
  'suicidaal',
  'wil dood',
  'dood wil(len)?',
  'niet meer leven',
  'geweld',
  'mishandeld?',
  'mishandelt',
  'mishandeling',
  'slaat (me|mij|haar|hem|ons|de kinderen)',
  'bedreigt',
  'bedreigd',
  'aangerand',
  'verkracht',
  'have fallen',
  'has fallen',
  'fell',
  'unconscious',
  "(can't|cannot|can not) breathe",
  'heart attack',
  '(had|having) a stroke',
  'bleeding',
  'overdose',
  'on fire',
  'gas leak',
  'kill (myself|himself|herself)',
  'want to die',
  'violence',
  '(hits|beats) (me|her|him|us)',
];

const danger = new RegExp(`(?<![\\p{L}\\p{N}])(${words.join('|')})(?![\\p{L}\\p{N}])`, 'u');

/** Whether somebody may be in danger, going by what he wrote. */
export const soundsUrgent = (text: string): boolean =>
  danger.test(
    text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('’', "'").replace(/\s+/g, ' ').toLowerCase(),
  );
