/**
 * `node build/draw-icons.mjs`: draws every icon file from the SVGs in build/icons. The results are committed, so that a
 * build needs no drawing library.
 *
 *   build/icons/png/<size>.png, icon.ico, icon.icns    the app's icon, for electron-builder
 *   build/icons/tray/out/<state>-<theme>.png (+@2x)    Linux
 *   build/icons/tray/out/<state>-<theme>.ico           Windows
 *   build/icons/tray/out/<state>Template.png (+@2x)    macOS, which colours them itself
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

const here = new URL('./icons/', import.meta.url);
const STATES = ['stopped', 'running', 'busy', 'degraded', 'error'];
/** Themes are named after the panel they stand on. The badge's colour only repeats what its shape says. */
const THEMES = {
  light: { ink: '#1d2433', stopped: '#5b6472', busy: '#1d4ed8', degraded: '#b45309', error: '#c81e1e' },
  dark: { ink: '#ffffff', stopped: '#a9b1bf', busy: '#7db2ff', degraded: '#ffc233', error: '#ff7b72' },
};
/** Windows at 100, 125, 150, 200 and 300 per cent. */
const ICO_SIZES = [16, 20, 24, 32, 48];
const LINUX_SIZE = 22;
const MAC_SIZE = 16;

drawApp();
for (const state of STATES) drawTray(state);

function drawApp() {
  clear('png/');
  const [large, small, mac] = ['app', 'app-small', 'app-mac'].map((name) => read(`${name}.svg`));
  const at = (size) => render(size <= 32 ? small : large, size);
  for (const size of [16, 24, 32, 48, 64, 96, 128, 256, 512]) write(`png/${size}x${size}.png`, at(size));
  write('icon.ico', ico([16, 20, 24, 32, 40, 48, 64, 128, 256].map((size) => ({ size, png: at(size) }))));
  write(
    'icon.icns',
    icns((size) => render(mac, size)),
  );
}

function drawTray(state) {
  if (state === STATES[0]) clear('tray/out/');
  const svg = read(`tray/${state}.svg`);
  const template = paint(svg, '#000000', '#000000');
  write(`tray/out/${state}Template.png`, render(template, MAC_SIZE));
  write(`tray/out/${state}Template@2x.png`, render(template, MAC_SIZE * 2));
  for (const [theme, colours] of Object.entries(THEMES)) {
    const painted = paint(svg, colours.ink, colours[state] ?? colours.ink);
    write(`tray/out/${state}-${theme}.png`, render(painted, LINUX_SIZE));
    write(`tray/out/${state}-${theme}@2x.png`, render(painted, LINUX_SIZE * 2));
    write(
      `tray/out/${state}-${theme}.ico`,
      ico(ICO_SIZES.map((size) => ({ size, png: render(painted, size) }))),
    );
  }
}

function paint(svg, ink, badge) {
  return svg.replaceAll('INK', ink).replaceAll('BADGE', badge);
}

function render(svg, size) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

/** ICONDIR, one ICONDIRENTRY per image, then the images; PNG inside is read since Windows Vista. */
function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, i) => {
    const entry = 6 + 16 * i;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** Apple's container: a type of four letters and a length before each PNG. */
function icns(at) {
  const types = {
    icp4: 16,
    ic11: 32,
    icp5: 32,
    ic12: 64,
    ic07: 128,
    ic13: 256,
    ic08: 256,
    ic14: 512,
    ic09: 512,
    ic10: 1024,
  };
  const chunks = Object.entries(types).map(([type, size]) => chunk(type, at(size)));
  return chunk('icns', Buffer.concat(chunks));
}

function chunk(type, data) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(data.length + 8, 4);
  return Buffer.concat([head, data]);
}

function read(name) {
  return readFileSync(new URL(name, here), 'utf8');
}

function write(name, bytes) {
  writeFileSync(new URL(name, here), bytes);
}

function clear(folder) {
  rmSync(new URL(folder, here), { recursive: true, force: true });
  mkdirSync(new URL(folder, here), { recursive: true });
}
