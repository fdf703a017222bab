/** Secrets that end up in a configuration or a plan by mistake, each with the part that may be printed. */
const SECRETS: readonly (readonly [secret: RegExp, printed: string])[] = [
  [/(?<=:\/\/)[^/@\s"]+(?=@)/g, "***"],
  [/(?<=[?&][\w-]*(?:token|secret|password|key|signature)[\w-]*=)[^&\s"]+/gi, "***"],
  [/(?<="[\w-]*(?:token|secret|password)":")[^"]+/gi, "***"],
  [
    /(?<=(?:password|passwd|secret|token|(?:api|access|private|secret)[_-]?key)=["']?)(?![$<{%/*])[^\s"'`,;&()[\]]{6,}/gi,
    "***",
  ],
  [/\b(?:gh[a-z]_|github_pat_|glpat-|xox[a-z]-)[\w-]+/g, "***"],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, "***"],
  [/\bAIza[\w-]{35}/g, "***"],
  [/(?<=-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-]+/g, "***"],
];

/** The text of a value or warning without the secrets in it. */
export function mask(text: string): string {
  return SECRETS.reduce((masked, [secret, printed]) => masked.replace(secret, printed), text);
}

/** Whether a text contains a secret. The user of a URL alone, as in `ssh://git@example.org`, is masked, but is none. */
export function holdsSecret(text: string): boolean {
  const plain = text.replaceAll(/:\/\/[^/@:\s"]+@/g, "://");
  return mask(plain) !== plain;
}
