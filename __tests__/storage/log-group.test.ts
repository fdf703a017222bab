import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LogGroup } from "../../src/storage/log-group";
import { only } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

test.each([true, false])("with protect %j the group outlives its setting, or does not", (protect) => {
  const stack = synthConstruct((scope) => {
    new LogGroup(scope, "Logs", { name: "/test", retentionDays: 14, protect });
  });
  expect(only(stack, CloudwatchLogGroup).body).toEqual({
    name: "/test",
    retention_in_days: 14,
    skip_destroy: protect,
    lifecycle: { prevent_destroy: protect },
  });
});
