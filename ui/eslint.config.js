import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const PLOTLY = {
  group: ["plotly*", "plotly.js*"],
  message: "Only charts/plot*.ts know Plotly.",
};
const TAURI = {
  group: ["@tauri-apps/*", "**/bindings"],
  message: "Only ipc.ts knows the bindings and Tauri.",
};
const OUTSIDE = {
  group: ["**/ipc", "**/store", "**/state", "**/controller", "**/shell/*", "**/views/*", "**/panels/*"],
  message: "Charts are pure: numbers in, a figure out.",
};
const restrict = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

const TEXT = 'Text stands in locales/, in every language; here it is t("its.key").';
const noText = {
  "no-restricted-syntax": [
    "error",
    { selector: "JSXText[value=/\\p{L}{2}/u]", message: TEXT },
    { selector: "JSXExpressionContainer > Literal[value=/\\p{L}{2}/u]:not(JSXAttribute Literal)", message: TEXT },
    ...["", "> JSXExpressionContainer", "> JSXExpressionContainer > ConditionalExpression"].map((inside) => ({
      selector: `JSXAttribute[name.name=/^(title|label|aria-label|placeholder|alt|description|hint|caption|summary|subtitle|aria-roledescription)$/] ${inside} > Literal[value=/\\p{L}{2}/u]`,
      message: TEXT,
    })),
    // A sentence anywhere else; what only programmers read is thrown.
    { selector: "Literal[value=/^\\p{Lu}\\p{Ll}+ \\p{L}/u]:not(NewExpression > Literal)", message: TEXT },
    { selector: "TemplateElement[value.raw=/\\p{Lu}\\p{Ll}+ \\p{L}|\\p{Ll}{2} \\p{Ll}{2,} \\p{Ll}/u]", message: TEXT },
  ],
};

export default tseslint.config(
  // The bindings are generated, and so is Plotly's stylesheet.
  { ignores: ["ui/dist/**", "ui/src/bindings.ts", "ui/eslint.config.js"] },
  {
    files: ["ui/**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { "react-hooks": hooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...hooks.configs.recommended.rules,
      ...restrict(PLOTLY, TAURI),
      "no-console": "error",
      eqeqeq: "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  {
    files: ["ui/src/**/*.{ts,tsx}"],
    ignores: ["ui/src/locales/**", "ui/src/dev/**", "ui/src/**/*.test.{ts,tsx}"],
    rules: noText,
  },
  { files: ["ui/src/charts/**"], rules: restrict(PLOTLY, TAURI, OUTSIDE) },
  { files: ["ui/src/charts/plot*.ts", "ui/src/charts/plot*.tsx"], rules: restrict(TAURI, OUTSIDE) },
  { files: ["ui/src/ipc.ts"], rules: restrict(PLOTLY) },
  // Of Plotly it takes the stylesheet only.
  { files: ["ui/src/main.tsx"], rules: restrict(TAURI) },
);
