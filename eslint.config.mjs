import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["cdktf.out/", ".gen/", "node_modules/"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: ["@cdktf/provider-aws", "@cdktf/provider-aws/lib"].map((name) => ({
            name,
            message:
              "Import the class from its submodule (@cdktf/provider-aws/lib/vpc): the root takes ten times the time and memory.",
          })),
        },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      // A construct does its work when it is made.
      "no-new": "off",
    },
  },
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
  { files: ["**/*.cjs"], languageOptions: { globals: { process: "readonly" } } },
  {
    // Runs in CloudFront, which calls the handler by name.
    files: ["src/frontend/spa-router.js"],
    rules: { "no-unused-vars": ["error", { varsIgnorePattern: "^handler$" }] },
  },
  prettier,
);
