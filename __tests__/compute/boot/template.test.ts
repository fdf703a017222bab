import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { fillIn, shellAssignments } from "../../../src/compute/boot/template";

test("every occurrence of a placeholder is filled in, and $ stays $", () => {
  expect(fillIn("listen {{port}}; # {{port}} for {{host}}, $host, {x}", { port: 80, host: "$&" })).toBe(
    "listen 80; # 80 for $&, $host, {x}",
  );
});

test("a place without a value is refused, and a value without a place", () => {
  expect(() => fillIn("{{port}}", {})).toThrow(new Error("template: no value for {{port}}"));
  expect(() => fillIn("", { port: 80, host: "h" })).toThrow(
    new Error("template: no placeholder for port, host"),
  );
});

test("a shell reads each assignment unchanged, whatever the value", () => {
  const value = fc.string({ unit: fc.constantFrom(...Array.from("'\"\\\n\t $`!#&;|<>(){}*?~%=é😀a0")) });
  const values = fc.sample(fc.tuple(value, value), { numRuns: 100, seed: 1 });
  const script = values
    .map(([a, b]) => `${shellAssignments({ A: a, B: b })}printf '%s\\0%s\\0' "$A" "$B"\n`)
    .join("");
  const read = execFileSync("sh", ["-eu"], { input: script, encoding: "utf8" }).split("\0").slice(0, -1);
  expect(read).toEqual(values.flat());
});
