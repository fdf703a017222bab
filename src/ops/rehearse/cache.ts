/** Where a rehearsal keeps what it can download again: https://github.com/sindresorhus/find-cache-dir */
export const CACHE = "node_modules/.cache/rehearse";
