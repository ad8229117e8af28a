import { createProjectGraphAsync, readCachedProjectGraph } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import circles from './eslint.import-circles.mjs';

// Without the project graph the boundary rule does nothing but warn. In a clean clone it is created here.
try {
  readCachedProjectGraph();
} catch {
  await createProjectGraphAsync();
}

/** Which type of project may import which (docs/map.md). Exact tags, never '*'. */
const layerNames = ['contracts', 'policy', 'understanding', 'database', 'messaging', 'runtime', 'intake'];
const libs = layerNames.map((name) => `type:${name}`);
const layers = {
  'type:contracts': [],
  'type:policy': ['type:contracts'],
  'type:understanding': ['type:contracts', 'type:policy'],
  'type:database': [],
  'type:messaging': ['type:contracts', 'type:database'],
  'type:runtime': ['type:contracts', 'type:policy', 'type:database', 'type:messaging'],
  'type:intake': ['type:contracts', 'type:database', 'type:messaging', 'type:runtime'],
  'type:testing': ['type:contracts', 'type:database'],
  'type:app': libs,
  'type:assembly': [...libs, 'type:app'],
};

/** Specs may also import libs/testing, which imports contracts and database: that circle exists in tests only. */
function boundaries(alsoAllowed = [], ignoredCircularDependencies = []) {
  return [
    'error',
    {
      enforceBuildableLibDependency: false,
      banTransitiveDependencies: true,
      allow: [],
      ignoredCircularDependencies,
      depConstraints: [
        ...Object.entries(layers).map(([sourceTag, allowed]) => ({
          sourceTag,
          onlyDependOnLibsWithTags: [...allowed, ...alsoAllowed],
        })),
        { sourceTag: 'scope:all-in-one', notDependOnLibsWithTags: ['scope:cli'] },
      ],
    },
  ];
}

const kafka = {
  regex: '^kafkajs(/|$)',
  message: 'Import kafkajs in libs/messaging/src/kafka only: replacing it must affect one folder.',
};
const frameworks = {
  regex: '^(@nestjs/|typeorm|pg|kafkajs|fastify|rxjs)(/|$|[a-z])',
  message: 'contracts, policy and understanding must not depend on Nest, databases or brokers.',
};
const ioModules = [
  ...[
    'fs',
    'fs/promises',
    'os',
    'process',
    'perf_hooks',
    'net',
    'tls',
    'dgram',
    'dns',
    'dns/promises',
    'http',
    'https',
  ],
  ...['http2', 'child_process', 'cluster', 'worker_threads', 'readline', 'timers', 'timers/promises'],
];
const ioPackages = [
  ...['@nestjs', 'pg', 'typeorm', 'kafkajs', 'nodemailer', 'smtp-server', 'imapflow', 'fastify', '@fastify', 'pino'],
  ...['undici', 'axios'],
];
const io = {
  regex: `^((node:)?(${ioModules.join('|')})$|(${ioPackages.join('|')})(/|$)|@redress/(database|messaging|runtime)$)`,
  message: '*.rules.ts files are pure: no I/O; time and policy are parameters.',
};
/** `import type` has no effect at run time, so rules may use the types of their parameters. */
const only = (...patterns) => [
  'error',
  { patterns: patterns.map((pattern) => ({ ...pattern, allowTypeImports: true })) },
];

const zone =
  'Do not use the time zone of the process: use Intl with a timeZone, UTC methods, or the calendar of @redress/policy.';
const noZone = `A time without Z or an offset is parsed in the time zone of the process. ${zone}`;
const dateParse = 'CallExpression[callee.object.name="Date"][callee.property.name="parse"]';
const parsesDate = `:matches(NewExpression[callee.name="Date"], ${dateParse})`;
const intlDateFormat =
  ':matches(NewExpression, CallExpression)[callee.object.name="Intl"][callee.property.name="DateTimeFormat"]';
const withoutZone = ':not(:has(Property[key.name="timeZone"]))';
const localTime = '^(?!\\d{4}(-\\d\\d){0,2}$)(?!.*(Z|[+-]\\d\\d:?\\d\\d)$).';
const endsInTime = '\\d\\d(:\\d\\d)+(\\.\\d+)?$';
const timeZone = [
  {
    selector: 'CallExpression[callee.property.name=/^[gs]et(Hours|Minutes|Day|Date|Month|FullYear|Year)$/]',
    message: zone,
  },
  { selector: 'CallExpression[callee.property.name=/^(getTimezoneOffset|toDateString|toTimeString)$/]', message: zone },
  { selector: `CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]${withoutZone}`, message: zone },
  { selector: `${intlDateFormat}${withoutZone}`, message: zone },
  { selector: 'NewExpression[callee.name="Date"][arguments.length>1]', message: zone },
  { selector: 'CallExpression[callee.name="Date"]', message: zone },
  {
    selector: 'MemberExpression[object.property.name="env"]:matches([property.name="TZ"], [property.value="TZ"])',
    message: zone,
  },
  { selector: 'VariableDeclarator[init.property.name="env"] > ObjectPattern > Property[key.name="TZ"]', message: zone },
  { selector: `${parsesDate} > Literal.arguments:first-child[value=/${localTime}/]`, message: noZone },
  {
    selector:
      `${parsesDate} > TemplateLiteral > TemplateElement[tail=true][value.raw=/${endsInTime}/]` +
      ':not([value.raw=/[+-]\\d\\d:?\\d\\d$/])',
    message: noZone,
  },
];
const kafkaAtRunTime = { selector: 'ImportExpression[source.value=/^kafkajs/]', message: kafka.message };
const impure = [
  { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: io.message },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: io.message },
  { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: io.message },
  { selector: 'CallExpression[callee.object.name=/^(performance|crypto)$/]', message: io.message },
  {
    selector: 'CallExpression[callee.name=/^(fetch|setTimeout|setInterval|setImmediate|queueMicrotask)$/]',
    message: io.message,
  },
  { selector: 'MemberExpression[object.name=/^(process|globalThis|global)$/]', message: io.message },
  { selector: 'ImportExpression', message: io.message },
];

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.nx/', '**/.redress/', 'docs/contracts/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  ...tseslint.configs.strict,
  {
    plugins: { '@nx': nx, circles },
    rules: {
      'no-restricted-syntax': ['error', ...timeZone, kafkaAtRunTime],
      '@typescript-eslint/no-restricted-imports': only(kafka),
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    // Decorated classes need the types of their constructor as values; consistent-type-imports must know that.
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(),
      'circles/no-circular-imports': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'inline-type-imports' },
      ],
      // Nest modules are classes that consist of a decorator only.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // `!` states that an index was just checked; the alternative is a branch that no test can reach.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['libs/contracts/**/*.ts', 'libs/policy/**/*.ts', 'libs/understanding/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': only(frameworks) },
  },
  {
    files: ['apps/{all-in-one,cli,intake-form,notifier,routing}/src/**/*.{ts,tsx}'],
    rules: { 'circles/no-circular-features': 'error' },
  },
  {
    files: ['libs/messaging/src/kafka/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off', 'no-restricted-syntax': ['error', ...timeZone] },
  },
  // The bench compares with plain kafkajs.
  {
    files: ['deploy/**/*.mjs'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off', 'no-restricted-syntax': ['error', ...timeZone] },
  },
  {
    files: ['**/*.rules.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': only(io),
      'no-restricted-syntax': ['error', ...timeZone, ...impure],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/src/spec/**'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(
        ['type:testing'],
        [
          ['@redress/contracts', '@redress/testing'],
          ['@redress/database', '@redress/testing'],
        ],
      ),
    },
  },
  // jest and its preset are CommonJS.
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
