import { gunzipSync } from "node:zlib";
import { parse } from "yaml";
import type { Json } from "./synthesized-stack";

/** The bytes in base64, decompressed if they are a gzip file. */
export function decoded(base64: string): Buffer {
  const bytes = Buffer.from(base64, "base64");
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes;
  }
}

/** The text of user data: that of `${base64gzip("...")}` (`src/compute/boot/user-data.ts`), or of plain base64. */
export function userDataText(userData: string): string {
  const literal = /^\$\{base64(?:encode|gzip)\((".*")\)\}$/s.exec(userData)?.[1];
  if (literal === undefined) return decoded(userData).toString("utf8");
  return (JSON.parse(literal) as string).replaceAll("$${", () => "${").replaceAll("%%{", "%{");
}

/** The content of a file that the cloud-config in user data writes; undefined if it does not write that path. */
export function fileInUserData(userData: Json | undefined, path: string): string | undefined {
  if (typeof userData !== "string") return undefined;
  const cloudConfig = parse(userDataText(userData)) as {
    readonly write_files?: readonly { readonly path: string; readonly content: string }[];
  } | null;
  return cloudConfig?.write_files?.find((file) => file.path === path)?.content;
}
