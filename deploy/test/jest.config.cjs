const { existsSync, readdirSync } = require('node:fs');
const path = require('node:path');

const workspace = path.join(__dirname, '../..');
const folders = ['libs', 'apps'].flatMap((group) =>
  readdirSync(path.join(workspace, group)).map((name) => path.join(workspace, group, name)),
);

/** All projects in one run of jest: a run per project would take longer than the pure specs themselves. */
module.exports = {
  rootDir: workspace,
  projects: folders
    .filter((folder) => existsSync(path.join(folder, 'jest.config.cjs')))
    .map((folder) => {
      // The number of workers applies to the whole run, so jest refuses it in a project.
      const project = { ...require(path.join(folder, 'jest.config.cjs')), rootDir: folder };
      delete project.maxWorkers;
      return project;
    }),
  testTimeout: 60_000,
};
