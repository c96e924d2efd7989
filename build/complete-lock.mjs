/**
 * `node build/complete-lock.mjs`: puts back into package-lock.json the optional packages of other platforms. npm leaves
 * out those that the registry in use does not carry (a mirror, say), and `npm ci` then refuses the file everywhere.
 * Run it after an install from such a registry; it changes nothing where the file is whole.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = /(linux|darwin|win32|windows|android|freebsd|openbsd|netbsd|sunos|aix|wasi|openharmony)/;
const PROCESSORS = /(arm64|x64|ia32|arm|ppc64|riscv64|s390x|loong64|mips64el|wasm32)/;
const LIBRARIES = { musl: 'musl', gnu: 'glibc' };

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;
let added = 0;

for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const isThere = [`${path}/node_modules/${name}`, `node_modules/${name}`].some(
      (place) => place in packages,
    );
    // A range has no version to write down; none of ours has one.
    if (isThere || !/^\d/.test(version)) continue;
    packages[`node_modules/${name}`] = { version, optional: true, ...(dev && { dev }), ...platformOf(name) };
    added += 1;
  }
}
if (added > 0) {
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
}
console.log(`package-lock.json: ${added} packages of other platforms put back`);

function platformOf(name) {
  const system = SYSTEMS.exec(name)?.[1];
  const processor = PROCESSORS.exec(name)?.[1];
  const library = LIBRARIES[/(musl|gnu)/.exec(name)?.[1]];
  return {
    ...(processor && { cpu: [processor] }),
    ...(library && system === 'linux' && { libc: [library] }),
    ...(system && { os: [system === 'windows' ? 'win32' : system] }),
  };
}
