import { readFileSync } from "node:fs";
import { PRICES } from "../../src/review/notes";

const costs = readFileSync("docs/costs.md", "utf8").split("\n");

/** For each type with a price, the rows of docs/costs.md that it is in. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  aws_nat_gateway: ["`network.nat`"],
  aws_eip: ["public IPv4 address at"],
  aws_lb: ["load balancer at", "load balancer's capacity units"],
  aws_wafv2_web_acl: ["`frontend.webAcl`"],
  aws_kms_key: ["keys at"],
  aws_instance: ["instance, t2.micro"],
  aws_guardduty_detector: ["`account.guardDuty`"],
  aws_cloudtrail: ["`account.trail` next to"],
};

test.each(Object.entries(PRICES))("the price of %s is that of docs/costs.md", (type, price) => {
  const rows = (ROWS[type] ?? []).map((begin) => costs.filter((line) => line.startsWith(`| ${begin}`)));
  expect(rows.map(({ length }) => length)).toEqual(ROWS[type]?.map(() => 1));
  const words = rows
    .flat()
    .join(" ")
    .split(/[^\d.]+/);
  for (const [figure] of price.matchAll(/\d+\.\d+/g)) expect(words).toContain(figure);
});
