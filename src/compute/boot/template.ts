type Value = string | number;

/**
 * Replaces the `{{name}}` placeholders of a text.
 *
 * @throws Error if a placeholder has no value or a value has no placeholder: either is a typing mistake.
 */
export function fillIn(text: string, values: Readonly<Record<string, Value>>): string {
  const unused = new Set(Object.keys(values));
  const filled = text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    unused.delete(name);
    const value = values[name];
    if (value === undefined) throw new Error(`template: no value for ${placeholder}`);
    return String(value);
  });
  if (unused.size > 0) throw new Error(`template: no placeholder for ${[...unused].join(", ")}`);
  return filled;
}

/** Shell assignments, one per line, quoted so that a POSIX shell takes every character of a value literally. */
export function shellAssignments(values: Readonly<Record<string, Value>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${String(value).replaceAll("'", `'\\''`)}'\n`)
    .join("");
}
