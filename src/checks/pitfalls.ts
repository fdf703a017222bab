export interface Pitfall {
  /** What goes wrong in production, and the right way. */
  readonly pitfall: string;
  /** Why no check or test guards against it. */
  readonly reason: string;
}

/** Known pitfalls of these resources that no check or test guards against. */
export const PITFALLS: readonly Pitfall[] = [
  {
    pitfall: "A VPC Link becomes inactive after 60 days without traffic, and the first calls then fail.",
    reason: "It happens at run time, and no setting prevents it (AWS, VPC links for HTTP APIs).",
  },
  {
    pitfall:
      "The cookie of a sticky session is third-party on a page of another host, so browsers do not return it; allow credentials, or serve page and API from one host.",
    reason:
      "Synth warns (src/config/warnings.ts); the requirement's own settings have the two hosts (decision 9).",
  },
  {
    pitfall:
      "Accounts on the free plan, and some zones, refuse t2.micro; the instance type is configuration.",
    reason: "Synth warns (src/config/warnings.ts); the requirement asks for t2.micro (decision 8).",
  },
  {
    pitfall: "The KMS key of a log group has to admit CloudWatch Logs, or the log group cannot be created.",
    reason: "No log group has a key.",
  },
];
