import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated-files.js';

// `npm run contracts`: writes docs/contracts anew. A spec fails while what lies there is not what this would write.
const folder = join(import.meta.dirname, '../../../../docs/contracts');
for (const [name, text] of generatedFiles()) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
