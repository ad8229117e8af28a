import { createProjectGraphAsync, readCachedProjectGraph } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

// Without the graph the boundary rule would only say that it skips itself: a plain `eslint` in a clean clone makes it first.
try {
  readCachedProjectGraph();
} catch {
  await createProjectGraphAsync();
}

/** Which type of project may import which (architecture §2). Exact tags, never '*'. */
const libs = ['type:contracts', 'type:policy', 'type:understanding', 'type:database', 'type:messaging', 'type:runtime', 'type:intake'];
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

/** Specs may import libs/testing as well, which in turn stands on contracts and database: that circle exists in tests only. */
function boundaries(alsoAllowed = [], ignoredCircularDependencies = []) {
  return [
    'error',
    {
      enforceBuildableLibDependency: false,
      banTransitiveDependencies: true,
      allow: [],
      ignoredCircularDependencies,
      depConstraints: [
        ...Object.entries(layers).map(([sourceTag, allowed]) => ({ sourceTag, onlyDependOnLibsWithTags: [...allowed, ...alsoAllowed] })),
        { sourceTag: 'scope:all-in-one', notDependOnLibsWithTags: ['scope:cli'] },
      ],
    },
  ];
}

const kafka = { regex: '^kafkajs(/|$)', message: 'kafkajs lives in libs/messaging/src/kafka only: replacing it must touch one folder.' };
const frameworks = {
  regex: '^(@nestjs/|typeorm|pg|kafkajs|fastify|rxjs)(/|$|[a-z])',
  message: 'contracts, policy and understanding know nothing of Nest, databases or brokers.',
};
const io = {
  regex:
    '^((node:)?(fs|fs/promises|os|process|perf_hooks|net|tls|dgram|dns|dns/promises|http|https|http2|child_process|cluster|worker_threads|readline|timers|timers/promises)$|(@nestjs|pg|typeorm|kafkajs|nodemailer|smtp-server|imapflow|fastify|@fastify|pino|undici|axios)(/|$)|@redress/(database|messaging|runtime)$)',
  message: '*.rules.ts files are pure: no I/O; time and policy are passed in.',
};
/** `import type` takes nothing along at run time, so rules may name the types of what they are given. */
const only = (...patterns) => ['error', { patterns: patterns.map((pattern) => ({ ...pattern, allowTypeImports: true })) }];

const zone = 'Never the time zone of the process: use Intl with an explicit timeZone, the UTC methods, or the calendar of @redress/policy.';
const noZone = `A time without Z or an offset is read in the time zone of the process. ${zone}`;
const parsesDate = ':matches(NewExpression[callee.name="Date"], CallExpression[callee.object.name="Date"][callee.property.name="parse"])';
const timeZone = [
  { selector: 'CallExpression[callee.property.name=/^[gs]et(Hours|Minutes|Day|Date|Month|FullYear|Year)$/]', message: zone },
  { selector: 'CallExpression[callee.property.name=/^(getTimezoneOffset|toDateString|toTimeString)$/]', message: zone },
  { selector: 'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]:not(:has(Property[key.name="timeZone"]))', message: zone },
  {
    selector:
      ':matches(NewExpression, CallExpression)[callee.object.name="Intl"][callee.property.name="DateTimeFormat"]:not(:has(Property[key.name="timeZone"]))',
    message: zone,
  },
  { selector: 'NewExpression[callee.name="Date"][arguments.length>1]', message: zone },
  { selector: 'CallExpression[callee.name="Date"]', message: zone },
  { selector: 'MemberExpression[object.property.name="env"]:matches([property.name="TZ"], [property.value="TZ"])', message: zone },
  { selector: 'VariableDeclarator[init.property.name="env"] > ObjectPattern > Property[key.name="TZ"]', message: zone },
  { selector: `${parsesDate} > Literal.arguments:first-child[value=/^(?!\\d{4}(-\\d\\d){0,2}$)(?!.*(Z|[+-]\\d\\d:?\\d\\d)$)./]`, message: noZone },
  {
    selector: `${parsesDate} > TemplateLiteral > TemplateElement[tail=true][value.raw=/\\d\\d(:\\d\\d)+(\\.\\d+)?$/]:not([value.raw=/[+-]\\d\\d:?\\d\\d$/])`,
    message: noZone,
  },
];
const kafkaAtRunTime = { selector: 'ImportExpression[source.value=/^kafkajs/]', message: kafka.message };
const impure = [
  { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: io.message },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: io.message },
  { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: io.message },
  { selector: 'CallExpression[callee.object.name=/^(performance|crypto)$/]', message: io.message },
  { selector: 'CallExpression[callee.name=/^(fetch|setTimeout|setInterval|setImmediate|queueMicrotask)$/]', message: io.message },
  { selector: 'MemberExpression[object.name=/^(process|globalThis|global)$/]', message: io.message },
  { selector: 'ImportExpression', message: io.message },
];

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.nx/', '**/.redress/', 'docs/contracts/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  ...tseslint.configs.strict,
  {
    plugins: { '@nx': nx },
    rules: {
      'no-restricted-syntax': ['error', ...timeZone, kafkaAtRunTime],
      '@typescript-eslint/no-restricted-imports': only(kafka),
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    // The metadata of a decorated class needs its constructor's types as values: with this the rule below knows.
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(),
      '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports', fixStyle: 'inline-type-imports' }],
      // `emitDecoratorMetadata` needs classes that only carry a decorator (Nest modules).
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Where an index was just checked `!` says so; the alternative is a branch that no test can reach.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['libs/contracts/**/*.ts', 'libs/policy/**/*.ts', 'libs/understanding/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': only(frameworks) },
  },
  {
    files: ['libs/messaging/src/kafka/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off', 'no-restricted-syntax': ['error', ...timeZone] },
  },
  // The bench compares with bare kafkajs.
  { files: ['deploy/**/*.mjs'], rules: { '@typescript-eslint/no-restricted-imports': 'off', 'no-restricted-syntax': ['error', ...timeZone] } },
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
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' }, rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
