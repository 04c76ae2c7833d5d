import { remember } from '#lib/early.ts';

// This file runs before the page wakes up.
remember(document);
