import { need } from '#lib/form/answer.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => need(locals.ask('channel:list', {}));
