/** An error whose message explains it to the caller of a command: the command prints no stack trace. */
export class ExplainedError extends Error {}
