import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import svelteOptions from './svelte.config.js';

const environmentIsForConfig = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only config/ reads the environment: import what you need from #config.',
  },
  {
    selector: "ImportDeclaration[source.value=/^(node:)?process$/] ImportSpecifier[imported.name='env']",
    message: 'Only config/ reads the environment: import what you need from #config.',
  },
];

const testsRun = {
  selector:
    'CallExpression[callee.property.name=/^(skip|only|todo|fails)$/][callee.object.name=/^(describe|it|test)$/]',
  message: 'A test runs, or it is not there.',
};

export default defineConfig(
  globalIgnores(['build/', 'client/.svelte-kit/', 'coverage/', 'data/', '.tools/']),
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  {
    linterOptions: { noInlineConfig: true },
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      // A bot or a feature keeps the promise its type makes, whether it waits for something or not.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'max-lines': ['error', 300],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'no-restricted-syntax': ['error', ...environmentIsForConfig, testsRun],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.js'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig: svelteOptions } },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      // svelte-check knows the types that components give each other; here they would all be unknown.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Brink stands at the root of its address; links also lead to pages that are the hub's own (feeds, downloads).
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['client/**'], languageOptions: { globals: globals.browser } },
  { files: ['config/**'], rules: { 'no-restricted-syntax': ['error', testsRun] } },
  { files: ['**/*.js'], extends: [ts.configs.disableTypeChecked] },
);
