import { escapeTemplate } from "../../terraform";

/** EC2's limit for user data before base64 (AWS, EC2 User Guide, user data). */
const MAX_BYTES = 16 * 1024;

/**
 * A Terraform expression that yields the base64 of a text, byte for byte, and can be read in the JSON.
 *
 * CDKTF's own `Fn.rawString` escapes neither `\` nor `%{`. A JSON string is a Terraform string literal but
 * for two things: template markers, which are doubled, and the escapes \b and \f, which Terraform lacks.
 *
 * @throws RangeError over 16 KB.
 */
export function userDataExpression(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    throw new RangeError(
      `user data: ${String(bytes)} bytes; allowed: at most ${String(MAX_BYTES)}, EC2's limit; to mend: shorten the settings of the backend, or move content into its repository`,
    );
  }
  // Terraform composes accents ("e" and U+0301 become U+00E9): a text that it would change is encoded here.
  if (text !== text.normalize("NFC")) return Buffer.from(text).toString("base64");
  const literal = escapeTemplate(JSON.stringify(text)).replace(
    /\\(?:u.{4}|.)/g,
    (escape) => HCL_ESCAPES[escape] ?? escape,
  );
  return `\${base64encode(${literal})}`;
}

const HCL_ESCAPES: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };
