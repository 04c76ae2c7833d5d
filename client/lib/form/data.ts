import { asKept } from '#contract/typed-text.ts';

/**
 * What somebody typed in a form, by the name of the field, as the hub keeps it and counts it: a form sends two characters
 * for a line break. Empty when the field is missing or holds a file.
 *
 *     const typed = await typedIn(request);
 *     const name = typed('name');
 */
export const typedIn = async (request: Request): Promise<(field: string) => string> =>
  fieldsOf(await request.formData());

export const fieldsOf =
  (form: FormData) =>
  (field: string): string => {
    const value = form.get(field);
    return typeof value === 'string' ? asKept(value) : '';
  };
