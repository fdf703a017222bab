/**
 * Values of `config.ts` that owners replace. All are reserved for documentation, so none reaches a person: AWS's example
 * account, and the domains of RFC 2606.
 */
export const PLACEHOLDER_ACCOUNT_ID = "111122223333";

const RESERVED_DOMAIN = /(^|[.@])example\.(com|net|org)$/;

/** Whether an e-mail address or host name belongs to a domain reserved for documentation. */
export function isPlaceholderDomain(addressOrHost: string): boolean {
  return RESERVED_DOMAIN.test(addressOrHost);
}
