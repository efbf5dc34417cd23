// The reader mrz-detection of the npm registry as a process: paths come in, a line of JSON goes out for each.
'use strict';

const readline = require('readline');
const { getMrz, readMrz } = require('mrz-detection');
const { Image } = require('image-js');

const answer = (fields) => process.stdout.write(JSON.stringify(fields) + '\n');
console.log = console.error;

async function read(path) {
  const began = process.hrtime.bigint();
  const used = process.cpuUsage();
  let lines = [];
  let error = '';
  try {
    const found = await readMrz(getMrz(await Image.load(path)));
    lines = found.mrz;
  } catch (fault) {
    error = String(fault).slice(0, 200);
  }
  const { user, system } = process.cpuUsage(used);
  answer({ lines, error, ms: Number(process.hrtime.bigint() - began) / 1e6, cpu: (user + system) / 1e3 });
}

(async () => {
  answer('ready');
  for await (const path of readline.createInterface({ input: process.stdin })) await read(path.trim());
})();
