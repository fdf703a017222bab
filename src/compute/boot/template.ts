type Value = string | number;

/**
 * A text with its `{{name}}` places filled in.
 *
 * @throws Error if a place has no value or a value no place: either is a typing mistake.
 */
export function fillIn(text: string, values: Readonly<Record<string, Value>>): string {
  const unused = new Set(Object.keys(values));
  const filled = text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => {
    unused.delete(name);
    const value = values[name];
    if (value === undefined) throw new Error(`template: no value for ${place}`);
    return String(value);
  });
  if (unused.size > 0) throw new Error(`template: no place for ${[...unused].join(", ")}`);
  return filled;
}

/** Lines that a POSIX shell reads as assignments, whatever the values hold. */
export function shellAssignments(values: Readonly<Record<string, Value>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${String(value).replaceAll("'", `'\\''`)}'\n`)
    .join("");
}
