import { unwrap } from '#lib/form/answer.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => unwrap(locals.ask('channel:list', {}));
