/** True for 127.0.0.0/8 and ::1, also where IPv4 is written as IPv6. */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const v4 = address.startsWith('::ffff:') ? address.slice(7) : address;
  return v4 === '::1' || v4 === 'localhost' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(v4);
}
