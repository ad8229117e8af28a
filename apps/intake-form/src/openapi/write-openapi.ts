import { mkdir, writeFile } from 'node:fs/promises';
import { openApiDocument } from './openapi-document.js';

/** Writes docs/contracts/openapi.json: `node apps/intake-form/dist/openapi/write-openapi.js`. */
const folder = new URL('../../../../docs/contracts/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('openapi.json', folder), `${JSON.stringify(openApiDocument(), undefined, 2)}\n`);
