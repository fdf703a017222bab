import { dashboardsAreValid } from "../../../src/checks/observability/dashboards-are-valid";
import type { Mutable } from "../../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../../helpers/broken";

/** The findings after a change to the widgets, without the address of the dashboard. */
const after = (change: (widgets: Mutable[], find: (title: string) => Mutable) => void) =>
  findingsAfter(dashboardsAreValid, "careflowai-prod", (json) => {
    const dashboard = onlyIn(json, "aws_cloudwatch_dashboard");
    const body = JSON.parse(dashboard.dashboard_body);
    change(body.widgets, (title) =>
      body.widgets.find((widget: Mutable) => widget.properties.title === title),
    );
    dashboard.dashboard_body = JSON.stringify(body);
  }).map((finding) => finding.replace(/^aws_cloudwatch_dashboard\.\w+: /, ""));

test("every stack passes", () => {
  expect(findingsOnSound(dashboardsAreValid)).toEqual([]);
});

test.each<[what: string, change: (find: (title: string) => Mutable) => void, ...faults: string[]]>([
  [
    "wider than the grid",
    (find) => (find("CPU credits").width = 9),
    "widget CPU credits takes columns 16 to 25 of 24",
  ],
  [
    "at half a column",
    (find) => (find("Error logs").x = 0.5),
    "widget Error logs takes columns 0.5 to 24.5 of 24",
  ],
  ["without height", (find) => (find("Error logs").height = 0), "widget Error logs has height 0 at row 53"],
  [
    "over another",
    (find) => (find("Network throughput").x = 7),
    "widget Network throughput overlaps Connections",
  ],
  [
    "of an unknown type",
    (find) => (find("Error logs").type = "logs"),
    "widget Error logs is of type logs",
    "widget Error logs has 0 lines",
    "widget Error logs has period null",
  ],
  [
    "of two units",
    (find) => (find("Response times").properties.metrics[0][1] = "RequestCount"),
    "widget Response times shows Count on an axis in Seconds",
  ],
  [
    "of two lines with one label",
    (find) => (find("Response times").properties.metrics[1].at(-1).label = "average"),
    "widget Response times has two lines of one label",
  ],
  [
    "of half a minute",
    (find) => (find("Connections").properties.period = 90),
    "widget Connections has period 90",
  ],
  [
    "with another threshold than its alarm",
    (find) => (find("CPU utilization").properties.annotations.horizontal[0].value = 75),
    "widget CPU utilization draws 75 for high-cpu, whose threshold is 80",
  ],
  [
    "on a log of another stack",
    (find) => (find("Active users").properties.query = "SOURCE '/careflowai/backend' | fields @message"),
    "widget Active users asks /careflowai/backend, not a log group of the stack",
  ],
  [
    "on no log",
    (find) => (find("Active users").properties.query = "fields @message"),
    "widget Active users asks nothing, not a log group of the stack",
  ],
  ["of no alarm", (find) => (find("Alarms").properties.alarms = []), "widget Alarms shows 0 alarms"],
  [
    "of an alarm of another stack",
    (find) => (find("Alarms").properties.alarms = ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:x"]),
    "widget Alarms shows arn:aws:cloudwatch:us-east-1:111122223333:alarm:x, no alarm of the stack",
  ],
])("a widget %s is found", (_what, change, ...faults) => {
  const findings = after((_widgets, find) => {
    change(find);
  });
  expect(findings).toEqual(faults);
});

test("too many widgets, too many lines and too large a body are found", () => {
  const findings = after((widgets, find) => {
    const { properties } = find("Connections");
    const line = properties.metrics[0];
    properties.metrics = Array.from({ length: 501 }, (_, index) => [
      ...line.slice(0, -1),
      { ...line.at(-1), label: `${String(index)}${"x".repeat(2500)}` },
    ]);
    for (let row = 0; row < 500; row += 1) widgets.push({ ...find("Alarms"), y: 1000 + 10 * row });
  });
  expect(findings).toEqual([
    expect.stringMatching(/^has a body of \d{7} bytes$/),
    "has 526 widgets",
    "widget Connections has 501 lines",
  ]);
});
