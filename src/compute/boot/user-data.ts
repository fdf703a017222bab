import { escapeTemplate } from "../../terraform";

/** EC2's limit for user data before base64 (AWS, EC2 User Guide, user data). */
const MAX_BYTES = 16 * 1024;

/**
 * A Terraform expression that returns the base64 encoding of a text, byte for byte, and keeps the text readable in the
 * JSON.
 *
 * CDKTF's `Fn.rawString` escapes neither `\` nor `%{`. A JSON string is a valid Terraform string literal with two
 * exceptions: template markers, which must be doubled, and the escapes \b and \f, which Terraform does not support.
 *
 * @throws RangeError if the text is larger than 16 KB.
 */
export function userDataExpression(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    throw new RangeError(
      `user data: ${String(bytes)} bytes. Allowed: at most ${String(MAX_BYTES)}, EC2's limit. To fix: shorten the settings of the backend, or move content into its repository.`,
    );
  }
  // Terraform normalizes strings to NFC ("e" and U+0301 become U+00E9). Encode here any text that this would change.
  if (text !== text.normalize("NFC")) return Buffer.from(text).toString("base64");
  const literal = escapeTemplate(JSON.stringify(text)).replace(
    /\\(?:u.{4}|.)/g,
    (escape) => HCL_ESCAPES[escape] ?? escape,
  );
  return `\${base64encode(${literal})}`;
}

const HCL_ESCAPES: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };
