import type { Check } from "../check";
import { ciRolesAreBounded } from "./ci-roles-are-bounded";
import { conditionKeysAreReported } from "./condition-keys-are-reported";
import { logsAreOwn } from "./logs-are-own";
import { parametersAreOwn } from "./parameters-are-own";
import { policiesAreNarrow } from "./policies-are-narrow";
import { policiesFit } from "./policies-fit";
import { rolesAreBounded } from "./roles-are-bounded";

export const iamChecks: readonly Check[] = [
  policiesAreNarrow,
  policiesFit,
  logsAreOwn,
  parametersAreOwn,
  ciRolesAreBounded,
  conditionKeysAreReported,
  rolesAreBounded,
];
