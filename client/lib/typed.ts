/**
 * What somebody typed in a form, by the name of the field: without the spaces around it, and empty when the field is
 * missing or holds a file.
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
    return typeof value === 'string' ? value.trim() : '';
  };
