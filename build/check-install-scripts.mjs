/** Fails when a dependency brings an install script that `allowScripts` in package.json neither allows nor forbids. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const allowed = JSON.parse(readFileSync('package.json', 'utf8')).allowScripts ?? {};
const HOOKS = ['preinstall', 'install', 'postinstall'];
const found = [];

for (const folder of packageFolders('node_modules')) {
  const { name, version, scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (HOOKS.some((hook) => hook in scripts) || existsSync(join(folder, 'binding.gyp')))
    found.push(`${name}@${version}`);
}
const refused = found.filter((id) => allowed[id] === undefined);
for (const id of refused)
  console.error(`${id} has an install script and is not in allowScripts, which may forbid it`);
console.log(`install scripts: ${found.length} found, ${refused.length} not decided on`);
process.exitCode = refused.length === 0 ? 0 : 1;

function* packageFolders(root) {
  for (const entry of readdirSync(root)) {
    if (entry.startsWith('.')) continue;
    const folder = join(root, entry);
    if (entry.startsWith('@')) yield* packageFolders(folder);
    else if (existsSync(join(folder, 'package.json'))) {
      yield folder;
      if (existsSync(join(folder, 'node_modules'))) yield* packageFolders(join(folder, 'node_modules'));
    }
  }
}
