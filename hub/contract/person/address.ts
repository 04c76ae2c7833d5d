/**
 * What browsers take in a field for an e-mail address (HTML living standard, "valid e-mail address"), with a dot in the domain:
 * nobody in a village has a mailbox at a domain without one.
 */
export const addressPattern =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** An address as it is mailed to: without the spaces around it, and a domain in other letters as it is written on the wire. */
export function tidyAddress(typed: string): string {
  const address = typed.trim();
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at < 1 || !/^[^\s/?#@:[\]\\]*[^\0-\x7f][^\s/?#@:[\]\\]*$/u.test(domain)) return address;
  return URL.canParse(`http://${domain}`)
    ? `${address.slice(0, at)}@${new URL(`http://${domain}`).hostname}`
    : address;
}

export const isAddress = (typed: string): boolean => addressPattern.test(tidyAddress(typed));
