const { existsSync, readdirSync } = require('node:fs');
const path = require('node:path');

const workspace = path.join(__dirname, '../..');
const folders = ['libs', 'apps'].flatMap((group) => readdirSync(path.join(workspace, group)).map((name) => path.join(workspace, group, name)));

/** All projects in one jest: starting it once for each would cost more than the pure specs take. */
module.exports = {
  rootDir: workspace,
  projects: folders
    .filter((folder) => existsSync(path.join(folder, 'jest.config.cjs')))
    .map((folder) => {
      // How many workers there are is for the whole run; a project may not say it.
      const project = { ...require(path.join(folder, 'jest.config.cjs')), rootDir: folder };
      delete project.maxWorkers;
      return project;
    }),
  testTimeout: 60_000,
};
