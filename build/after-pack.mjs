/** electron-builder calls this for each packed app, before it is signed. */
import { join } from 'node:path';
import { setFuses } from './fuses.mjs';

const BINARIES = {
  darwin: (name) => `${name}.app/Contents/MacOS/${name}`,
  mas: (name) => `${name}.app/Contents/MacOS/${name}`,
  win32: (name) => `${name}.exe`,
  linux: (_name, executable) => executable,
};

export default async function afterPack({ appOutDir, electronPlatformName, packager, arch }) {
  // The two halves of a universal app are packed first and joined later; the fuses are set on the whole.
  const isHalf = electronPlatformName === 'darwin' && appOutDir.includes('-temp');
  if (isHalf) return;
  const { productFilename } = packager.appInfo;
  const name = BINARIES[electronPlatformName](productFilename, packager.executableName);
  const UNIVERSAL_OR_ARM = [3, 4];
  const isMacAdHoc = electronPlatformName === 'darwin' && UNIVERSAL_OR_ARM.includes(arch);
  await setFuses(join(appOutDir, name), { isMacAdHoc });
}
