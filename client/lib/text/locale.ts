export const locales = ['nl', 'en'] as const;
export type Locale = (typeof locales)[number];

/** The cookie that keeps what somebody chose. */
export const LOCALE_COOKIE = 'locale';

/**
 * The language to answer in: what was chosen before (the `locale` cookie), else the first language of the browser that
 * we speak, else Dutch.
 *
 * @param chosen what the cookie says, if there is one
 * @param accepted the `Accept-Language` header (RFC 9110 §12.5.4)
 */
export const chooseLocale = (chosen: string | undefined, accepted: string | null): Locale =>
  asLocale(chosen) ?? preferred(accepted) ?? 'nl';

/** The language this names, `undefined` when we do not speak it. Regions count as the language: `en-GB` is `en`. */
export const asLocale = (tag: string | undefined): Locale | undefined =>
  locales.find((locale) => tag?.trim().toLowerCase().split('-')[0] === locale);

const preferred = (accepted: string | null): Locale | undefined =>
  (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag, ...parameters] = part.split(';');
      return { locale: asLocale(tag), weight: weightOf(parameters) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .find(({ locale }) => locale)?.locale;

const weightOf = (parameters: string[]): number => {
  const q = parameters.map((parameter) => parameter.trim().match(/^q=([\d.]+)$/i)?.[1]).find(Boolean);
  return q === undefined ? 1 : Number(q);
};
