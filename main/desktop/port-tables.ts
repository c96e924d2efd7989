/** The inode of the socket that listens on a port, from the text of `/proc/net/tcp` or `tcp6`. */
export function socketInode(table: string, port: number): string | undefined {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of table.split('\n')) {
    const columns = line.trim().split(/\s+/);
    // Column 1 is the local address, 3 the state (0A: listening), 9 the inode.
    if (columns[1]?.endsWith(suffix) && columns[3] === '0A') return columns[9];
  }
  return undefined;
}

/** The first process in the output of `lsof -Fpc`: a line `p1234`, then a line `cnode`. */
export function parseLsof(output: string): { pid: number; name: string } | undefined {
  const pid = /^p(\d+)$/m.exec(output)?.[1];
  const name = /^c(.+)$/m.exec(output)?.[1];
  return pid === undefined || name === undefined ? undefined : { pid: Number(pid), name };
}

/**
 * The process that listens on a port, from `netstat -ano`. The word for "listening" is translated, so the line is known
 * by its foreign port 0.
 */
export function parseNetstat(output: string, port: number): number | undefined {
  for (const line of output.split('\n')) {
    const [protocol, local, foreign, , pid] = line.trim().split(/\s+/);
    if (protocol === 'TCP' && local?.endsWith(`:${port}`) && foreign?.endsWith(':0')) return Number(pid);
  }
  return undefined;
}

/** The program's name in `tasklist /FO CSV /NH`. */
export function parseTasklist(output: string): string | undefined {
  return /^"([^"]+)"/m.exec(output)?.[1];
}
