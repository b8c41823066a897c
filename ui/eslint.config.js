import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import ts from "typescript-eslint";

export default defineConfig(
  { ignores: ["dist", "src/generated", "test-results"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  a11y.flatConfigs.strict,
  hooks.configs.flat.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["eslint.config.js", "scripts/*.mjs", "browser/*.mjs"] } },
    },
    rules: {
      // a table wider than the screen must be scrolled by keyboard
      "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["region"], tags: [] }],
      "max-lines": ["error", 400],
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["eslint.config.js", "scripts/*.mjs", "browser/*.mjs"],
    ...ts.configs.disableTypeChecked,
    languageOptions: { globals: { URL: "readonly", console: "readonly", process: "readonly", addEventListener: "readonly", document: "readonly", MutationObserver: "readonly", performance: "readonly", requestAnimationFrame: "readonly", setTimeout: "readonly" } },
  },
);
