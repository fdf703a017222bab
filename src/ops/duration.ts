/** Seconds in the largest unit that fits: 5 min, 1 h, 1 d. */
export function duration(seconds: number): string {
  if (seconds < 3600) return `${String(seconds / 60)} min`;
  return seconds < 86_400 ? `${String(seconds / 3600)} h` : `${String(seconds / 86_400)} d`;
}
