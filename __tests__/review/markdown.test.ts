import { renderMarkdown } from "../../src/review/markdown";
import { reviewPlan } from "../../src/review/review";
import { plan, remove, update } from "./plans";

const buckets = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    remove(`aws_s3_bucket.Bucket${String(index)}`, {
      bucket: `careflowai-${String(index)}`,
      force_destroy: true,
    }),
  );
const updates = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    update(`aws_vpc.Vpc${String(index)}`, { text: "a".repeat(200) }, { text: "b".repeat(200) }),
  );

test("danger comes first, then changes that can be opened", () => {
  const review = reviewPlan(
    plan([...buckets(1), update("aws_vpc.V", { a: 1, b: 2 }, { a: 2, b: null })]),
    "careflowai-dev",
  );
  expect(renderMarkdown(review)).toBe(`## :rotating_light: Plan of careflowai-dev: 1 dangerous change

0 to create, 1 to update, 0 to replace, 1 to destroy, 1 dangerous.

### Danger: Data is lost

- \`aws_s3_bucket.Bucket0\`: The bucket careflowai-0 is destroyed. All its objects and their versions are deleted.

  _Why: Deleted objects and versions cannot be restored, and another account can take the name of a deleted bucket (AWS, Deleting a bucket)._


<details><summary>Network: 1</summary>

- \`~ update aws_vpc.V\`

\`\`\`diff
- a: 1
+ a: 2
- b: 2
\`\`\`


</details>

<details><summary>Storage: 1</summary>

- \`- delete aws_s3_bucket.Bucket0\`

</details>
`);
});

test.each([10, 100, 400, 1000])("with %i dangers it fits into a comment, and names each", (count) => {
  const text = renderMarkdown(reviewPlan(plan([...buckets(count), ...updates(500)])));
  expect(text.length).toBeLessThan(65_536);
  for (const { address } of buckets(count)) expect(text).toContain(`- \`${address}\``);
});

test("it says how much is left out", () => {
  const text = renderMarkdown(reviewPlan(plan(updates(500))));
  const shown = text.match(/- `~ update/g)?.length ?? 0;
  expect(text).toContain(
    `\n${String(500 - shown)} more are left out here; every dangerous change is named above. \`npm run review\` shows all.\n`,
  );
});

test("text of the plan formats nothing, mentions no one, and ends no code block", () => {
  const review = reviewPlan(
    plan([
      remove("aws_s3_bucket.B", { bucket: "<b>@someone #1 *x* [a](b)", force_destroy: true }),
      update("aws_vpc.V", { a: "1" }, { a: "```\n@someone" }),
    ]),
  );
  const text = renderMarkdown(review);
  expect(text).toContain("The bucket &lt;b&gt;&#64;someone &#35;1 \\*x\\* \\[a\\](b) is destroyed.");
  expect(text).toContain("\n````diff\n- a: 1\n+ a: ``` @someone\n````\n");
});
