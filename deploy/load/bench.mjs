import { writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { classifier, missingDataSet } from './classifier.mjs';
import { decide } from './decide.mjs';
import { intake } from './intake.mjs';
import { quiet } from './quiet.mjs';
import { start } from './start.mjs';
import { stopAll } from './processes.mjs';
import { way } from './way.mjs';

// npm run bench [-- intake way decide quiet start classifier] [-- --json FILE]
// Uses PostgreSQL and Kafka on 127.0.0.1; the number of requests and the duration are bounded.
const all = { intake, way, decide, quiet, start, classifier };
const words = process.argv.slice(2);
const json = words.includes('--json') ? words.splice(words.indexOf('--json'), 2)[1] : undefined;
const unknown = words.filter((word) => !(word in all));
if (unknown.length > 0) {
  console.error(`Unknown measurement: ${unknown.join(', ')}. Available: ${Object.keys(all).join(', ')}.`);
  process.exit(2);
}
if (missingDataSet && (words.length === 0 || words.includes('classifier'))) {
  console.error(`classifier: ${missingDataSet}`);
  if (words.length > 0) process.exit(2);
  delete all.classifier;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stopAll().finally(() => process.exit(130)));

const results = {
  node: process.version,
  cores: cpus().length,
  cpu: cpus()[0]?.model,
  system: release(),
  at: new Date().toISOString(),
};
try {
  for (const name of words.length > 0 ? words : Object.keys(all)) {
    console.log(`\n${name}`);
    const { rows, figures } = await all[name]();
    console.table(rows);
    for (const [figure, value] of Object.entries(figures)) console.log(`  ${figure}: ${value}`);
    results[name] = { rows, figures };
  }
} finally {
  await stopAll();
}
if (json) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
else console.log(`\n${JSON.stringify(results)}`);
process.exit(0);
