import { checkExamples } from './check-examples.rules.js';
import { checkPhrases } from './check-phrases.rules.js';
import { contrastOnWhite } from './contrast.js';
import type { PolicyFiles } from './policy-files.js';
import { requiredClocks, requiredDepartments } from './policy.js';
import type { Finding } from './problems.js';

/** Least contrast of text against white: WCAG 2.2, success criterion 1.4.3 (AA). */
const leastContrast = 4.5;

/** Checks what one file cannot show alone: references between files, duplicate ids, colours, required entries. */
export function checkPolicy(files: PolicyFiles): Finding[] {
  return [
    ...checkOperator(files),
    ...checkDepartments(files),
    ...checkCategories(files),
    ...checkSignals(files),
    ...checkClocks(files),
    ...checkCalendar(files),
    ...checkPhrases(files.phrases),
    ...checkExamples(files),
  ];
}

function checkOperator({ operator }: PolicyFiles): Finding[] {
  if (!operator) return [];
  const contrast = contrastOnWhite(operator.accent);
  const pale: Finding = {
    file: 'operator.yaml',
    path: ['accent'],
    message: `is too pale on white: contrast ${contrast.toFixed(1)}:1, needed ${leastContrast}:1`,
    messageZh: `在白底上太浅：对比度 ${contrast.toFixed(1)}:1，至少 ${leastContrast}:1`,
  };
  return [
    ...(contrast < leastContrast ? [pale] : []),
    ...doubled('operator.yaml', operator.languages, (_, index) => ['languages', index]),
  ];
}

function checkDepartments({ departments }: PolicyFiles): Finding[] {
  if (!departments) return [];
  const ids = departments.departments.map(({ id }) => id);
  return [
    ...doubled('departments.yaml', ids, (_, index) => ['departments', index, 'id']),
    ...lacking('departments.yaml', 'departments', requiredDepartments, ids),
  ];
}

function checkCategories({ categories, departments, clocks }: PolicyFiles): Finding[] {
  if (!categories) return [];
  const file = 'categories.yaml';
  const ids = departments?.departments.map(({ id }) => id);
  const clockNames = clocks && Object.keys(clocks.clocks);
  return [
    ...doubled(
      file,
      categories.categories.map(({ id }) => id),
      (_, index) => ['categories', index, 'id'],
    ),
    ...categories.categories.flatMap((category, index) => {
      const at = ['categories', index];
      const misplaced: Finding = {
        file,
        path: [...at, 'kind'],
        message: 'reports of wrongdoing, and only they, belong to the department inspection',
        messageZh: '举报（且只有举报）归 inspection 部门',
      };
      return [
        ...unknown(file, [...at, 'department'], category.department, ids),
        ...(category.clock === undefined ? [] : unknown(file, [...at, 'clock'], category.clock, clockNames)),
        ...doubled(
          file,
          category.questions.map(({ id }) => id),
          (_, question) => [...at, 'questions', question, 'id'],
        ),
        ...((category.kind === 'report') === (category.department === 'inspection') ? [] : [misplaced]),
      ];
    }),
  ];
}

function checkSignals({ signals }: PolicyFiles): Finding[] {
  if (!signals) return [];
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  return [
    ...doubled('signals.yaml', ids(signals.outside.bodies), (_, index) => ['outside', 'bodies', index, 'id']),
    ...doubled('signals.yaml', ids(signals.flags), (_, index) => ['flags', index, 'id']),
  ];
}

function checkClocks({ clocks }: PolicyFiles): Finding[] {
  return clocks ? lacking('clocks.yaml', 'clocks', requiredClocks, Object.keys(clocks.clocks)) : [];
}

function checkCalendar({ calendar }: PolicyFiles): Finding[] {
  if (!calendar) return [];
  const backwards: Finding = {
    file: 'calendar.yaml',
    path: ['businessHours', 'to'],
    message: 'must be later than from',
    messageZh: '必须晚于 from',
  };
  return [
    ...(calendar.businessHours.from < calendar.businessHours.to ? [] : [backwards]),
    ...doubled(
      'calendar.yaml',
      calendar.corrections.map(({ date }) => date),
      (_, index) => ['corrections', index, 'date'],
    ),
  ];
}

function doubled(
  file: string,
  values: readonly string[],
  pathOf: (value: string, index: number) => PropertyKey[],
): Finding[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [{ file, path: pathOf(value, index), message: `"${value}" is there twice`, messageZh: `“${value}”重复` }],
  );
}

function unknown(file: string, path: PropertyKey[], value: string, allowed: readonly string[] | undefined): Finding[] {
  return !allowed || allowed.includes(value)
    ? []
    : [{ file, path, message: `"${value}" is not known`, messageZh: `“${value}”不存在`, allowed }];
}

function lacking(file: string, list: string, required: readonly string[], ids: readonly string[]): Finding[] {
  return required
    .filter((id) => !ids.includes(id))
    .map((id) => ({
      file,
      path: [list],
      message: `lacks "${id}", which the product needs`,
      messageZh: `缺少产品需要的“${id}”`,
    }));
}
