import { logGroupsComeFirst } from "../../../src/checks/observability/log-groups-come-first";
import type { Case } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const hurrying = (type: string): Case => [
  `an ${type} that does not wait`,
  (json) => {
    const machine = onlyIn(json, type);
    machine.depends_on = machine.depends_on.filter((name: string) => !name.includes("log_group"));
  },
  `${type}.~ does not wait for aws_cloudwatch_log_group.BackendLogs~`,
];

testCheck(logGroupsComeFirst, {
  "careflowai-prod": [hurrying("aws_autoscaling_group")],
  "careflowai-dev": [hurrying("aws_instance")],
});
