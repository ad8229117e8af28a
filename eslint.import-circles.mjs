import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Two local rules about relative imports, type imports included; @nx/enforce-module-boundaries only knows projects.
 * `no-circular-imports`: a file must not import itself through other files.
 * `no-circular-features`: feature folders of an app (apps/<app>/src/<feature>) must not import each other in a circle.
 */
const statement = /^(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?'(\.[^']+)'/gm;
const read = new Map();

/** The source file that `specifier` names in `file`; undefined if there is none. */
function targetOf(file, specifier) {
  const path = resolve(dirname(file), specifier).replace(/\.js$/, '');
  return [`${path}.ts`, `${path}.tsx`].find((candidate) => existsSync(candidate));
}

/** The files that `file` imports by relative paths. Read again only if the file has changed (editors). */
function importsOf(file) {
  const changed = statSync(file).mtimeMs;
  if (read.get(file)?.changed !== changed) {
    const specifiers = [...readFileSync(file, 'utf8').matchAll(statement)].map((match) => match[1]);
    const imports = specifiers.map((specifier) => targetOf(file, specifier)).filter((target) => target !== undefined);
    read.set(file, { changed, imports });
  }
  return read.get(file).imports;
}

/** The feature folder of a file; undefined for specs, their helpers and files directly in src. */
function featureOf(file) {
  return /\.spec\.tsx?$/.test(file) ? undefined : /^.*\/apps\/[^/]+\/src\/(?!spec\/)[^/]+(?=\/)/.exec(file)?.[0];
}

function featuresImportedBy(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  const sources = files.filter((file) => /\.tsx?$/.test(file) && featureOf(file) === folder);
  return [...new Set(sources.flatMap(importsOf).map(featureOf))].filter((feature) => feature !== undefined);
}

/** The shortest way from `start` to `goal`; undefined if there is none. */
function path(start, goal, next) {
  const ways = new Map([[start, [start]]]);
  for (const [place, way] of ways) {
    if (place === goal) return way;
    for (const further of next(place)) if (!ways.has(further)) ways.set(further, [...way, further]);
  }
  return undefined;
}

function rule(circleOf) {
  return {
    create(context) {
      const check = ({ source }) => {
        const target = source?.value.startsWith('.') && targetOf(context.filename, source.value);
        const circle = target && circleOf(context.filename, target);
        if (!circle) return;
        const names = circle.map((place) => place.replace(/^.*\/src\//, '')).join(' → ');
        context.report({ node: source, message: `Circular import: ${names}. Move what both need into its own file.` });
      };
      return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
    },
  };
}

export default {
  rules: {
    'no-circular-imports': rule((file, target) => {
      const way = path(target, file, importsOf);
      return way && [file, ...way];
    }),
    'no-circular-features': rule((file, target) => {
      const [from, to] = [featureOf(file), featureOf(target)];
      const way = from && to && from !== to ? path(to, from, featuresImportedBy) : undefined;
      return way && [from, ...way];
    }),
  },
};
