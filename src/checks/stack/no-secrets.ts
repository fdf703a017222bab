import type { Check } from "../check";
import type { Json, JsonObject, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { text } from "../../synthesized/synthesized-stack";
import { decoded } from "../../synthesized/user-data";

/** The form of secrets. A value that begins like a variable, a placeholder or a path is none. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  "a secret in plain text":
    /(?:password|passwd|secret|token|(?:api|access|private|secret)[_-]?key)(?:["']?\s*[:=]\s*["']|=|:\s*)(?![$<{%/*])[^\s"'`,;&()[\]]{6,}(?=[\s"'`,;&]|$)/i,
  "a URI with a password": /\b[a-z][\w+.-]*:\/\/[^\s/:@"']*:(?![$<{%])[^\s/@"']+@/i,
  "an AWS access key id": /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  "a GitHub token": /\b(?:gh[pousr]_\w{36}|github_pat_\w{22})/,
  "a Google API key": /\bAIza[\w-]{35}/,
  "a private key": /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
};

/** Data sources whose whole purpose is to bring secrets into the state. */
const SECRET_DATA = ["aws_kms_secrets", "aws_secretsmanager_secret_version", "aws_ssm_parameters_by_path"];

interface Place {
  readonly where: string;
  readonly text: string;
}

/** Every string with its key, because some secrets are known by their key only; a `name` or `key` is one to its `value`. */
function placesIn(value: Json | undefined, where: string): Place[] {
  if (value === null || typeof value !== "object") return [];
  const { name, key = name, value: named } = value as JsonObject;
  const pair: [string, Json | undefined][] = typeof key === "string" ? [[key, named]] : [];
  return [...Object.entries(value), ...pair].flatMap(([key, item]) =>
    typeof item === "string"
      ? [{ where: `${where}.${key}`, text: `${key}="${item}"` }]
      : placesIn(item, `${where}.${key}`),
  );
}

/** A text without escapes, and its base64 parts decoded, such as user data and the files in it. */
function readings(text: string, depth = 2): string[] {
  const plain = text.replace(/\\+[nrt]/g, "\n").replaceAll("\\", "");
  const encoded = depth > 0 ? (plain.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? []) : [];
  return [plain, ...encoded.flatMap((part) => readings(decoded(part).toString("utf8"), depth - 1))];
}

function secretsIn(stack: SynthesizedStack): string[] {
  const places = Object.entries(stack.json).flatMap(([section, content]) => placesIn(content, section));
  return places.flatMap((place) => {
    const texts = readings(place.text);
    return Object.entries(SECRETS)
      .filter(([, pattern]) => texts.some((one) => pattern.test(one)))
      .map(([what]) => `${place.where.replace(/^resource\./, "")} holds ${what}`);
  });
}

export const noSecrets: Check = {
  id: "no-secrets",
  rule: "No secret is in a stack or would be read into its state; of Parameter Store only AWS's public parameters are read.",
  why: "Everyone who may read the state, the plan or the user data of an instance reads the secret (CDKTF, Best practices; decision 11).",
  findings: (stack) => [
    ...secretsIn(stack),
    ...SECRET_DATA.flatMap((type) => stack.data(type)).map(({ address }) => `${address} reads secrets`),
    ...stack
      .data("aws_ssm_parameter")
      .filter(({ body }) => !text(body.name).startsWith("/aws/service/"))
      .map(({ address, body }) => `${address} reads ${text(body.name)}, which is not AWS's`),
    ...stack
      .resources("aws_ssm_parameter")
      .filter(({ body }) => body.type === "SecureString" && body.value_wo === undefined)
      .map(({ address }) => `${address} keeps its value in the state`),
  ],
};
