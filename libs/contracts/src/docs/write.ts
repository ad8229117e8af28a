import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated-files.js';

// `npm run contracts` writes docs/contracts. A spec fails while the files differ from what this would write.
const folder = join(import.meta.dirname, '../../../../docs/contracts');
for (const [name, text] of generatedFiles()) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
