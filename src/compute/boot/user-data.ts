import { gzipSync } from "node:zlib";
import { escapeTemplate } from "../../terraform";

/** EC2's limit for user data before base64 (AWS, EC2 User Guide, user data). */
const MAX_BYTES = 16 * 1024;

/** How many bytes are left for the difference between Terraform's gzip, which EC2 receives, and the one measured here. */
const GZIP_MARGIN_BYTES = 1024;

/**
 * A Terraform expression that returns a text compressed and in base64, byte for byte, and keeps the text readable in
 * the JSON. cloud-init decompresses it (cloud-init, User data formats).
 *
 * CDKTF's `Fn.rawString` escapes neither `\` nor `%{`. A JSON string is a valid Terraform string literal with two
 * exceptions: template markers, which must be doubled, and the escapes \b and \f, which Terraform does not support.
 *
 * @throws RangeError if the text is larger than 15 KB when compressed.
 */
export function userDataExpression(text: string): string {
  const compressed = gzipSync(text);
  const allowed = MAX_BYTES - GZIP_MARGIN_BYTES;
  if (compressed.length > allowed) {
    throw new RangeError(
      `user data: ${String(compressed.length)} bytes when compressed. Allowed: at most ${String(allowed)}, EC2's limit less a margin. To fix: shorten the settings of the backend, or move content into its repository.`,
    );
  }
  // Terraform normalizes strings to NFC ("e" and U+0301 become U+00E9). Encode here any text that this would change.
  if (text !== text.normalize("NFC")) return compressed.toString("base64");
  const literal = escapeTemplate(JSON.stringify(text)).replace(
    /\\(?:u.{4}|.)/g,
    (escape) => HCL_ESCAPES[escape] ?? escape,
  );
  return `\${base64gzip(${literal})}`;
}

const HCL_ESCAPES: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };
