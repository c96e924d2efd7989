/** Put into the test Electron in the place of its own default app: runs the app whose folder is the first argument. */
const path = require('node:path');
const { app } = require('electron');

const folder = path.resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const manifest = require(path.join(folder, 'package.json'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
require(path.join(folder, manifest.main));
