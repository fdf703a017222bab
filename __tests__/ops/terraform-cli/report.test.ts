import { Report } from "../../../src/ops/terraform-cli/report";
import type { Message, Terraform } from "../../../src/ops/terraform-cli/terraform";

afterEach(() => {
  jest.useRealTimers();
});

test("an apply reports how far it is", async () => {
  jest.useFakeTimers();
  const lines: string[] = [];
  const apply = (_file: string, onMessage: (message: Message) => void) => {
    for (const type of ["apply_start", "apply_complete", "apply_start"]) onMessage({ type });
    return jest.advanceTimersByTimeAsync(20_000);
  };
  const report = new Report((line) => lines.push(line));
  await report.apply("careflowai-dev", "apply", { apply } as unknown as Terraform, "plan", 3);
  expect(lines.map((line) => line.replace(/\s+/g, " "))).toEqual([
    "careflowai-dev apply 20.0 s ... 1 of 3",
    "careflowai-dev apply 20.0 s",
  ]);
});
