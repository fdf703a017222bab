import type { ConfigInput } from "../../src/config/config-input";

const NETWORK = {
  publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" },
  interfaceEndpoints: true,
};

/** The settings that both environments switch on, in addition to their posture. */
const EVERYTHING = {
  posture: "hardened" as const,
  // Not CloudFront's region, so that a resource that has to be there must name it.
  region: "eu-west-1",
  ssh: { allowedCidrs: ["198.51.100.0/24"], keyName: "operators", instanceConnectEndpoint: true },
  backend: { repository: "https://git.example.com/careflowai/backend.git", ref: "v1.0.0" },
  frontend: {
    intelligentTiering: true,
    cachedPaths: ["/api/reference/*", "/api/news"],
    webAcl: { enabled: true, blockUninspectedBodies: true },
  },
  offHours: { stopTime: "19:30", startTime: "07:00", timeZone: "Europe/Dublin" },
  notifications: { emailAddresses: ["alerts@example.com", "operators@example.com"] },
};

/** Both topologies with posture "hardened" and every other switch on that hardens or adds something. */
export const hardenedConfig: ConfigInput = {
  account: {
    id: "111122223333",
    // Neither the region of global services nor the environments'.
    region: "eu-central-1",
    notifications: { emailAddresses: ["alerts@example.com"] },
    trail: { create: true, dataEvents: true, objectLock: { retentionDays: 365 } },
    guardDuty: { create: true, features: ["S3_DATA_EVENTS", "EBS_MALWARE_PROTECTION"] },
    safeguards: {
      blockPublicBuckets: true,
      encryptVolumes: true,
      accessAnalyzer: true,
      sessionLogs: { retentionDays: 2192 },
    },
    costAnomalies: { monitor: { create: true } },
    ci: {
      repository: "my-company/careflowai-infrastructure",
      deployEnvironments: ["hardened-single", "hardened-balanced"],
    },
  },
  environments: {
    "hardened-single": {
      ...EVERYTHING,
      topology: "single-instance",
      network: NETWORK,
      instance: { amiId: "ami-0123456789abcdef0", availabilityZone: "eu-west-1a" },
      domain: { hostedZoneId: "Z0123456789ABCDEFGHIJ", frontendName: "single.example.com" },
    },
    "hardened-balanced": {
      ...EVERYTHING,
      topology: "load-balanced",
      protect: true,
      autoScaling: { minSize: 2, desiredCapacity: 2 },
      network: {
        ...NETWORK,
        nat: "per-az",
        primaryZone: "eu-west-1a",
        privateSubnets: { "eu-west-1a": "10.0.11.0/24", "eu-west-1b": "10.0.12.0/24" },
      },
      api: { disableDefaultEndpoint: true },
      loadBalancer: {
        webAcl: { enabled: true, blockUninspectedBodies: true },
        https: {
          certificateArn:
            "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef",
          serverName: "backend.example.com",
        },
      },
      domain: {
        hostedZoneId: "Z0123456789ABCDEFGHIJ",
        frontendName: "app.example.com",
        apiName: "api.example.com",
      },
    },
  },
};
