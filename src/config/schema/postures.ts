/**
 * A posture changes these defaults and nothing else; each setting can still be set by itself. "documented" follows the
 * architecture document, "hardened" a security review (decision 19).
 */
export const POSTURE_DEFAULTS = {
  documented: {
    sshFromVpc: true,
    flowLogs: false,
    restrictEgress: false,
    maxInstanceLifetimeDays: 0,
    customerManagedKey: false,
    accessLogs: false,
    nat: "none",
    admitHttpToInstances: true,
    routing: "cross-origin",
    bucketAccess: "public-website",
    bucketVersioning: "Suspended",
    contentSecurityPolicy: "none",
    instanceMetadata: "allowed",
  },
  hardened: {
    sshFromVpc: false,
    flowLogs: true,
    restrictEgress: true,
    maxInstanceLifetimeDays: 30,
    customerManagedKey: true,
    accessLogs: true,
    nat: "single",
    admitHttpToInstances: false,
    routing: "same-origin",
    bucketAccess: "private",
    bucketVersioning: "Enabled",
    contentSecurityPolicy:
      "default-src 'self'; base-uri 'self'; connect-src 'self' {api}; font-src 'self' data:; form-action 'self'; frame-ancestors 'self'; img-src 'self' blob: data:; object-src 'none'; style-src 'self' 'unsafe-inline'",
    instanceMetadata: "denied",
  },
} as const;

export type Posture = keyof typeof POSTURE_DEFAULTS;
export const POSTURES = Object.keys(POSTURE_DEFAULTS) as Posture[];

export type PostureDefaults = (typeof POSTURE_DEFAULTS)[Posture];
