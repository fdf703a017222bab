/**
 * The one item of a list.
 *
 * @throws Error that names the items found, unless there is exactly one.
 */
export function exactlyOne<T>(
  found: readonly T[],
  what: string,
  nameOf: (item: T) => string = (item) => JSON.stringify(item),
): T {
  const [item, ...others] = found;
  if (item === undefined || others.length > 0) {
    const names = found.length > 0 ? `: ${found.map(nameOf).join(", ")}` : "";
    throw new Error(`expected one ${what}, found ${String(found.length)}${names}`);
  }
  return item;
}
