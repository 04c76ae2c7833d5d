import type { Role } from '#contract/shapes.ts';
import type { IconName } from '../ui/icons.ts';

/** Who is not just a neighbour is drawn with a sign of his own instead of his letters, so that nobody has to guess. */
export const roleIcon: Partial<Record<Role, IconName>> = {
  bot: 'bot',
  officer: 'office',
  organisation: 'home',
};
