import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Below every other construct. */
const FOUNDATIONS = ["config", "dns", "iam", "metrics", "source-text", "storage", "terraform"];
const CONSTRUCTS = [...FOUNDATIONS, "compute", "frontend", "network", "traffic"];

/** Each folder of src/ with the folders, and the files of src/ itself, that it may import (decision 41). */
const MAY_IMPORT = {
  config: [],
  metrics: ["config"],
  iam: ["config", "terraform"],
  storage: ["config", "iam", "terraform"],
  dns: ["config", "terraform"],
  network: FOUNDATIONS,
  traffic: [...FOUNDATIONS, "network"],
  compute: [...FOUNDATIONS, "network", "traffic"],
  frontend: [...FOUNDATIONS, "network"],
  observability: CONSTRUCTS,
  account: FOUNDATIONS,
  stacks: [...CONSTRUCTS, "account", "observability"],
  synthesized: [],
  checks: ["synthesized"],
  review: ["config", "synthesized"],
  ops: ["app", "checks", "config", "observability", "review", "synthesized"],
};

const PROVIDER_ROOT = ["@cdktf/provider-aws", "@cdktf/provider-aws/lib"].map((name) => ({
  name,
  message:
    "Import the class from its submodule (@cdktf/provider-aws/lib/vpc): the root takes ten times the time and memory.",
}));

const layers = Object.entries(MAY_IMPORT).map(([folder, allowed]) => {
  const forbidden = [...Object.keys(MAY_IMPORT), "app", "source-text", "terraform"].filter(
    (other) => other !== folder && !allowed.includes(other),
  );
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: PROVIDER_ROOT,
          patterns: [
            {
              regex: `^(?:\\.\\./)+(?:${forbidden.join("|")})(?:/|$)`,
              message: `src/${folder} may import ${allowed.join(", ") || "nothing else of src"}: imports point one way (decision 41).`,
            },
          ],
        },
      ],
    },
  };
});

export default tseslint.config(
  { ignores: ["cdktf.out/", ".gen/", "node_modules/"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-restricted-imports": ["error", { paths: PROVIDER_ROOT }],
      "@typescript-eslint/consistent-type-imports": "error",
      // A construct does its work in its constructor.
      "no-new": "off",
    },
  },
  ...layers,
  {
    // Tests break JSON wherever they like.
    files: ["__tests__/**/*.ts"],
    rules: {
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  { files: ["**/*.cjs"], languageOptions: { globals: { console: "readonly", process: "readonly" } } },
  {
    // Runs in CloudFront, which calls the handler by name.
    files: ["src/frontend/spa-router.js"],
    rules: { "no-unused-vars": ["error", { varsIgnorePattern: "^handler$" }] },
  },
  prettier,
);
