/**
 * Values that stand in `config.ts` until somebody puts in their own. All are reserved for
 * documentation, so that none can reach anybody: AWS's example account, and the domains of RFC 2606.
 */
export const PLACEHOLDER_ACCOUNT_ID = "111122223333";

const RESERVED_DOMAIN = /(^|[.@])example\.(com|net|org)$/;

/** Whether an e-mail address or host name belongs to a domain reserved for documentation. */
export function isPlaceholderDomain(addressOrHost: string): boolean {
  return RESERVED_DOMAIN.test(addressOrHost);
}
