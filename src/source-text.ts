import { readFileSync } from "node:fs";

/**
 * The text of a file of the project that becomes part of a stack. A checkout on Windows can have CRLF at the end of each
 * line; instances and CloudFront expect LF.
 */
export function sourceText(path: string): string {
  return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
}
