import { parse } from "yaml";
import type { Json } from "./synthesized-stack";

/** The text in an expression such as `${base64encode("...")}` (`src/compute/boot/user-data.ts`), or in plain base64. */
function textOf(userData: string): string {
  const literal = /^\$\{base64encode\((".*")\)\}$/s.exec(userData)?.[1];
  if (literal === undefined) return Buffer.from(userData, "base64").toString("utf8");
  return (JSON.parse(literal) as string).replaceAll("$${", () => "${").replaceAll("%%{", "%{");
}

/** The content of a file that the cloud-config in user data writes; undefined if it does not write that path. */
export function fileInUserData(userData: Json | undefined, path: string): string | undefined {
  if (typeof userData !== "string") return undefined;
  const cloudConfig = parse(textOf(userData)) as {
    readonly write_files?: readonly { readonly path: string; readonly content: string }[];
  } | null;
  return cloudConfig?.write_files?.find((file) => file.path === path)?.content;
}
