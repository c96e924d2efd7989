import { CommandFailure } from './commands/command-failure.ts';
import { HELP } from './commands/help.ts';
import { type CommandLine, readCommandLine } from './commands/options.ts';
import { VERSION } from './version.ts';

/** Each command is loaded only when it is asked for: `--version` should not pay for the engine. */
const COMMANDS: Record<string, () => Promise<(line: CommandLine) => Promise<void>>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  demo: async () => (await import('./commands/demo.ts')).demo,
  models: async () => (await import('./commands/models.ts')).models,
  check: async () => (await import('./commands/check.ts')).check,
};

async function main(): Promise<void> {
  const line = read();
  if (line.options.version) return print(`${VERSION}\n`);
  if (line.options.help) return print(HELP);
  if (line.options.tray) {
    const { tray } = await import('./commands/tray.ts');
    return tray(line);
  }
  if (line.command === undefined) return print(HELP);
  const load = Object.hasOwn(COMMANDS, line.command) ? COMMANDS[line.command] : undefined;
  if (load === undefined) {
    throw new CommandFailure(`There is no command "${line.command}". krouter --help lists them.`, 2);
  }
  const command = await load();
  await command(line);
}

function read(): CommandLine {
  try {
    return readCommandLine(process.argv.slice(2));
  } catch (error) {
    throw new CommandFailure(error instanceof Error ? error.message : String(error), 2);
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

main().catch((error: unknown) => {
  const known = error instanceof CommandFailure;
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = known ? error.exitCode : 1;
});
