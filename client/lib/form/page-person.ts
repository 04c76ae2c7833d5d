/** The field in which a form says for whom its page was made: a person's id, empty for a guest. */
export const personField = 'as';

/** Stands in the address of a page to which somebody was brought back, because it was made for another. */
export const somebodyElse = 'somebody-else';

/** Where a form came from, for whoever must look again first: on this site, and without what it wished. */
export function backTo(request: Request): string {
  const { origin } = new URL(request.url);
  const from = URL.parse(request.headers.get('referer') ?? '');
  const back = from?.origin === origin ? from : new URL('/', origin);
  for (const name of [...back.searchParams.keys()]) if (name.startsWith('/')) back.searchParams.delete(name);
  back.searchParams.set(somebodyElse, '');
  return back.pathname + back.search;
}
