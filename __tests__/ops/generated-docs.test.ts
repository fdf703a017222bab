import { readdirSync, readFileSync } from "node:fs";
import { generatedDocs } from "../../src/ops/generated-docs";
import { ownStacks } from "../helpers/broken";

const docs = generatedDocs(ownStacks());

test.each([...docs])("%s is up to date; if not, npm run docs writes it again", (path, content) => {
  expect(readFileSync(path, "utf8")).toBe(content);
});

test("there is a picture of every dashboard, and no other", () => {
  const pictures = ownStacks()
    .filter((stack) => stack.resources("aws_cloudwatch_dashboard").length > 0)
    .map(({ name }) => `${name}.svg`);
  expect(readdirSync("docs/dashboards").sort()).toEqual([...pictures].sort());
  expect([...docs.keys()]).toEqual(
    expect.arrayContaining(pictures.map((picture) => `docs/dashboards/${picture}`)),
  );
});
