import { runProcess } from '@redress/runtime';
import { startAllInOne } from './start-all-in-one.js';

await runProcess(() =>
  startAllInOne({
    environment: process.env,
    terminal: process.stdout.isTTY === true,
    print: (text) => void process.stdout.write(text),
  }),
);
