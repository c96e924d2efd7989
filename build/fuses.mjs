import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { FuseState } from '@electron/fuses/dist/constants.js';

/**
 * What the packed binary may not do, whoever starts it. WasmTrapHandlers stays as Electron sets it; fuses that an
 * Electron does not have yet are left out of what is set.
 */
const WANTED = {
  // No `ELECTRON_RUN_AS_NODE`: the signed app is not a Node for anybody's script.
  [FuseV1Options.RunAsNode]: false,
  // Cookies are neither set nor read.
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // macOS and Windows only; elsewhere it has no effect.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/** Sets the fuses of a binary and reads them back. Throws when one is not as wanted. */
export async function setFuses(binary, { isMacAdHoc = false } = {}) {
  const present = await getCurrentFuseWire(binary);
  const fuses = Object.fromEntries(Object.entries(WANTED).filter(([fuse]) => isFuse(present[fuse])));
  await flipFuses(binary, { version: FuseVersion.V1, resetAdHocDarwinSignature: isMacAdHoc, ...fuses });
  const faults = await findFuseFaults(binary);
  if (faults.length > 0) throw new Error(`fuses of ${binary}: ${faults.join(', ')}`);
}

/** The fuses that are not as wanted, by name; those that the binary lacks do not count. */
export async function findFuseFaults(binary) {
  const present = await getCurrentFuseWire(binary);
  return Object.entries(WANTED)
    .filter(([fuse, on]) => isFuse(present[fuse]) && (present[fuse] === FuseState.ENABLE) !== on)
    .map(([fuse]) => FuseV1Options[fuse]);
}

function isFuse(state) {
  return state === FuseState.ENABLE || state === FuseState.DISABLE;
}
