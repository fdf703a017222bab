/** Secrets that end up in a configuration by mistake, each with the part that may be printed. */
const SECRETS: readonly (readonly [secret: RegExp, printed: string])[] = [
  [/(?<=:\/\/)[^/@\s"]+(?=@)/g, "***"],
  [/(?<=[?&][\w-]*(?:token|secret|password|key|signature)[\w-]*=)[^&\s"]+/gi, "***"],
  [/(?<="[\w-]*(?:token|secret|password)":")[^"]+/gi, "***"],
  [/\b(?:gh[a-z]_|github_pat_|glpat-|xox[a-z]-)[\w-]+/g, "***"],
];

/** The text of a value or warning without the secrets in it. */
export function mask(text: string): string {
  return SECRETS.reduce((masked, [secret, printed]) => masked.replace(secret, printed), text);
}
