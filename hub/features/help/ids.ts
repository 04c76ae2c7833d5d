import { createHmac } from 'node:crypto';

/**
 * Ids that say nothing about a person to whoever lacks the installation's secret, and are the same however often a wish is
 * repeated.
 */
export const requestId = (secret: string, requester: string, key: string) =>
  id(secret, 'request', requester, key);

/** Stands for a helper within one request: of another request he has another id. */
export const proposalId = (secret: string, request: string, helper: string) =>
  id(secret, 'proposal', request, helper);

const id = (secret: string, ...about: string[]) =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['help', ...about]))
    .digest('hex')
    .slice(0, 24);
