import fc from "fast-check";
import { parse } from "yaml";
import { cloudConfig } from "../../../src/compute/boot/cloud-config";
import { config } from "../../../src/config/environments";
import { parseConfig } from "../../../src/config/parse";
import { configWith } from "../../helpers/config";

type Backend = Parameters<typeof cloudConfig>[0];

function backendOf(name: string, input = config): Backend {
  const environment = parseConfig(input).environments.find((one) => one.name === name);
  if (!environment) throw new Error(`no environment ${name}`);
  return environment.backend;
}

test("an instance finds what it is to run in one file of root's", () => {
  const text = cloudConfig(backendOf("prod"));
  expect(text.startsWith("#cloud-config\n")).toBe(true);
  const document = parse(text);
  expect(document).toEqual({
    write_files: [
      {
        path: "/etc/careflowai/backend.json",
        owner: "root:root",
        permissions: "0644",
        content: expect.stringMatching(/\n$/),
      },
    ],
  });
  expect(JSON.parse(document.write_files[0].content)).toEqual({
    repository: "https://git.example.com/careflowai/backend.git",
    ref: "v1.0.0",
    directory: ".",
    requirementsFile: "requirements.txt",
    application: "app.main:app",
    workers: 1,
  });
});

test("where a private repository's token lies is named there", () => {
  const input = configWith(({ environments }) => {
    environments.prod.backend.tokenParameter = "/careflowai/prod/deploy/token";
  });
  const document = parse(cloudConfig(backendOf("prod", input)));
  expect(JSON.parse(document.write_files[0].content)).toMatchObject({
    tokenParameter: "/careflowai/prod/deploy/token",
  });
});

test("whatever the values are, they arrive as they are", () => {
  const value = fc.string({
    unit: fc.constantFrom(...Array.from("'\"\\\n\r\t :#{}[]%&*!|>$`-?é😀\u0085\u2028ab0")),
  });
  const backends = fc.record({
    repository: value,
    ref: value,
    directory: value,
    requirementsFile: value,
    application: value,
    workers: fc.nat(),
    tokenParameter: value,
  });
  fc.assert(
    fc.property(backends, (backend) => {
      const document = parse(cloudConfig({ ...backendOf("prod"), ...backend }));
      expect(JSON.parse(document.write_files[0].content)).toEqual(backend);
    }),
  );
});
