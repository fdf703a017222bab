import { ALARM_RULES } from "./alarms";
import { INTERRUPTION_RULES } from "./interruptions";
import { LOSS_RULES } from "./losses";
import { NETWORK_RULES } from "./network";
import { PERMISSION_RULES } from "./permissions";
import type { Rule } from "./rule";
import { SECRET_RULES } from "./secrets";
import { SETTING_RULES } from "./settings";

export const RULES: readonly Rule[] = [
  ...LOSS_RULES,
  ...INTERRUPTION_RULES,
  ...NETWORK_RULES,
  ...PERMISSION_RULES,
  ...SECRET_RULES,
  ...SETTING_RULES,
  ...ALARM_RULES,
];
