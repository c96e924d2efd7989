/** The text of a freedesktop autostart file. @param command the program and its arguments */
export function autostartEntry(command: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=kRouter
Comment=One local endpoint for every AI app
Exec=${command.map(quote).join(' ')}
Icon=krouter
Terminal=false
X-GNOME-Autostart-enabled=true
`;
}

/** Quoting as the Desktop Entry Specification has it: reserved characters in double quotes, `%` doubled. */
function quote(argument: string): string {
  const escaped = argument.replaceAll('%', '%%');
  if (/^[\w@+=:,./-]+$/.test(argument)) return escaped;
  return `"${escaped.replace(/(["`$\\])/g, '\\$1')}"`;
}
