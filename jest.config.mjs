/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  testMatch: ["**/*.test.ts"],
  // One worker per core: Jest's default leaves one core unused, half of what CI has.
  maxWorkers: "100%",
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "tsconfig.json" }] },
  // CDKTF loads archiver for assets, which no test has: half of the modules that each test file would load.
  moduleNameMapper: { "^archiver$": "<rootDir>/__tests__/helpers/no-archiver.ts" },
  globalSetup: "<rootDir>/__tests__/helpers/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/helpers/global-teardown.ts",
};
