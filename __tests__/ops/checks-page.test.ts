import { PITFALLS } from "../../src/checks/pitfalls";
import { checks } from "../../src/checks/registry";
import { REQUIRED_VALUES } from "../../src/checks/required-values";
import { checksPage } from "../../src/ops/checks-page";

const page = checksPage();

test.each(checks)(
  "$id has a section, to which npm run verify leads, with rule and reason",
  ({ id, rule, why }) => {
    const [, section = ""] = new RegExp(`^#+ ${id}\\n([\\s\\S]*?)(?=^#|(?![\\s\\S]))`, "m").exec(page) ?? [];
    expect(section).toContain(rule);
    expect(section).toContain(`Why: ${why}`);
  },
);

test("every required value has a row with its reason", () => {
  for (const { name, why } of REQUIRED_VALUES) {
    const rows = page.split("\n").filter((line) => line.startsWith(`| ${name} |`));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain(why);
  }
});

test("every remaining pitfall is there with its reason", () => {
  for (const { pitfall, reason } of PITFALLS) expect(page).toContain(`| ${pitfall} | ${reason} |`);
});

test("no two headings share an anchor", () => {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.filter((heading, index) => headings.indexOf(heading) !== index)).toEqual([]);
});
