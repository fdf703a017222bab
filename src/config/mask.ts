/** Secrets that end up in a configuration or a plan by mistake. */
const SECRETS: readonly RegExp[] = [
  /(?<=:\/\/)[^/@\s"]+(?=@)/g,
  /(?<=[?&][\w-]*(?:token|secret|password|key|signature)[\w-]*=)[^&\s"]+/gi,
  /(?<="[\w-]*(?:token|secret|password)":")[^"]+/gi,
  /(?<=(?:password|passwd|secret|token|(?:api|access|private|secret)[_-]?key)=["']?)(?![$<{%/*])[^\s"'`,;&()[\]]{6,}/gi,
  /\b(?:gh[a-z]_|github_pat_|glpat-|xox[a-z]-)[\w-]+/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[\w-]{35}/g,
  /(?<=-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-]+/g,
];

/** Texts that look like the credentials of a URL and may be harmless: with a slash, an @ or a space, or without scheme. */
const LIKELY_SECRETS: readonly RegExp[] = [
  /(?<=\/\/)[^/@:\s"]+:(?!\d+\/|\s)[^"\n]*(?=@)/g,
  /(?<=")[^/@:\s"]+:(?!\/\/)[^@\s"]+(?=@)/g,
];

/** The address of a repository, which takes no credentials, query or fragment. */
const REPOSITORY = /(?<="repository":")(?:[^"\\]|\\.)*/g;
const maskUrl = (url: string) =>
  url.replace(/^([a-z]+:\/\/)?.*@/is, "$1***@").replace(/(?<=[?#]).+$/s, "***");

const replace = (secrets: readonly RegExp[], text: string) =>
  secrets.reduce((masked, secret) => masked.replace(secret, "***"), text);

/** The text of a value or warning without the secrets in it, and without anything that looks like one. */
export function mask(text: string): string {
  return replace([...LIKELY_SECRETS, ...SECRETS], text.replace(REPOSITORY, maskUrl));
}

/** Whether a text contains a secret. The user of a URL alone, as in `ssh://git@example.org`, is masked, but is none. */
export function holdsSecret(text: string): boolean {
  const plain = text.replaceAll(/:\/\/[^/@:\s"]+@/g, "://");
  return replace(SECRETS, plain) !== plain;
}
