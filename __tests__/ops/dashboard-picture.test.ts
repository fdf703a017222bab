import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { create } from "xmlbuilder2";
import { titleOf, widgetsOf } from "../../src/synthesized/metrics";
import { dashboardPicture } from "../../src/ops/dashboard-picture";
import { hardenedStacks, soundStacks } from "../helpers/broken";
import { only, soundStack } from "../helpers/blocks";
const all = [...soundStacks(), ...hardenedStacks()].flatMap((stack) =>
  stack.resources("aws_cloudwatch_dashboard").map((dashboard) => ({
    name: stack.name,
    titles: widgetsOf(dashboard).map(titleOf),
    picture: dashboardPicture(stack, dashboard),
  })),
);

/** The texts of the elements of a picture that have an attribute. */
const textsIn = (picture: string, attribute: string) =>
  [...picture.matchAll(new RegExp(`<text [^>]*${attribute}[^>]*>([^<]*)</text>`, "g"))].map(
    ([, words]) => words,
  );

test.each(all)("of $name it shows every widget by its title, in well-formed XML", ({ picture, titles }) => {
  expect(() => create(picture)).not.toThrow();
  expect(textsIn(picture, 'class="title"')).toEqual(titles);
});

test.each(all)("of $name all frames are within it", ({ picture }) => {
  const number = (tag: string, attribute: string) =>
    Number(new RegExp(` ${attribute}="([\\d.]+)"`).exec(tag)?.[1] ?? NaN);
  const [svg = ""] = /<svg [^>]*>/.exec(picture) ?? [];
  const frames = picture.match(/<rect class="frame"[^>]*>/g) ?? [];
  expect(frames.length).toBeGreaterThan(20);
  for (const frame of frames) {
    expect(number(frame, "x") + number(frame, "width")).toBeLessThanOrEqual(number(svg, "width"));
    expect(number(frame, "y") + number(frame, "height")).toBeLessThanOrEqual(number(svg, "height"));
    expect(number(frame, "height")).toBeGreaterThan(0);
  }
});

test("alarms are chips in the colour of their severity, thresholds dashed lines with their figure", () => {
  const stack = soundStack("careflowai-prod");
  const picture = dashboardPicture(stack, only(stack, CloudwatchDashboard));
  const chip = (id: string) =>
    new RegExp(`<rect [^>]*fill="(#\\w+)"/>\\s*<text [^>]*text-anchor="middle"[^>]*>${id}</text>`).exec(
      picture,
    )?.[1];
  expect([chip("service-down"), chip("high-cpu"), chip("log-volume")]).toEqual([
    "#d62728",
    "#e6a23c",
    "#6b7280",
  ]);
  expect(chip("low-instances")).toBeUndefined();
  expect(textsIn(picture, "fill: #d62728")).toEqual([
    "server-errors: 10",
    "high-latency: 1",
    "gateway-latency: 3000",
    "service-down: 1",
    "low-instances (not armed): 2",
    "high-cpu: 80",
    "high-memory: 85",
    "high-disk: 80",
    "cpu-credits-low: 10",
    "site-errors: 5",
    "log-volume: 1000000000",
    "failed-logins: 20",
  ]);
});
