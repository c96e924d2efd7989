import { Command } from 'cmdk';
import { useModal } from '../layout/use-modal.ts';
import { type PaletteCommand, usePaletteCommands } from './use-palette-commands.ts';

/** Everything there is, by name. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const ref = useModal();
  const commands = usePaletteCommands();
  const groups = [...new Set(commands.map(({ group }) => group))];
  const choose = ({ run }: PaletteCommand): void => {
    onClose();
    run();
  };
  return (
    <dialog
      ref={ref}
      aria-label="Commands"
      onClose={onClose}
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
      className="mx-auto mt-[12vh] w-[min(36rem,90vw)] animate-[rise-in_100ms_ease-out] overflow-hidden rounded-lg border border-line bg-surface text-ink shadow-float"
    >
      <Command label="Commands" loop>
        <Command.Input
          data-first-focus
          placeholder="Go to a page or run a command"
          className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none"
        />
        <Command.List label="Commands" className="max-h-80 overflow-y-auto p-1.5">
          <Command.Empty className="px-3 py-6 text-center text-muted">
            No command has that name.
          </Command.Empty>
          {groups.map((group) => (
            <Command.Group
              key={group}
              heading={group}
              className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
            >
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <Command.Item
                    key={command.title}
                    value={command.title}
                    onSelect={() => choose(command)}
                    className="flex h-8 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-accent-soft"
                  >
                    <command.icon size={15} aria-hidden className="text-muted" />
                    {command.title}
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
}
