/**
 * What a posture moves: defaults, and nothing else. Every one of these settings can be set on its own.
 * "documented" is the architecture document's tables, "hardened" what a security review would ask (decision 19).
 */
export const POSTURE_DEFAULTS = {
  documented: {
    sshFromVpc: true,
    flowLogs: false,
    accessLogs: false,
    nat: "none",
    admitHttpToInstances: true,
    routing: "cross-origin",
    bucketAccess: "public-website",
    bucketVersioning: "Suspended",
  },
  hardened: {
    sshFromVpc: false,
    flowLogs: true,
    accessLogs: true,
    nat: "single",
    admitHttpToInstances: false,
    routing: "same-origin",
    bucketAccess: "private",
    bucketVersioning: "Enabled",
  },
} as const;

export type Posture = keyof typeof POSTURE_DEFAULTS;
export const POSTURES = Object.keys(POSTURE_DEFAULTS) as Posture[];

export type PostureDefaults = (typeof POSTURE_DEFAULTS)[Posture];
