import { CERTIFICATE, testAcceptances, testRefusals } from "../../helpers/config-cases";

const OTHER = "210987654321";
const TRAIL = "arn:aws:cloudtrail:us-east-1:111122223333:trail/existing";
const MONITOR = "arn:aws:ce::111122223333:anomalymonitor/01234567-89ab-cdef-0123-456789abcdef";
const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const ELSEWHERE =
  "Allowed: an ARN of account.id 210987654321. To fix: take it from that account, or correct account.id.";
const existing = ({ account, environments }: any) => {
  account.trail = { arn: TRAIL };
  account.costAnomalies = { monitor: { arn: MONITOR } };
  account.ci = { repository: "my-company/infrastructure", oidcProvider: { arn: PROVIDER } };
  environments.prod.loadBalancer = {
    https: { certificateArn: CERTIFICATE, serverName: "alb.example.org" },
  };
};

testRefusals([
  [
    "resources of another account",
    (config) => {
      existing(config);
      config.account.id = OTHER;
    },
    `account.trail.arn: "${TRAIL}". ${ELSEWHERE}`,
    `account.costAnomalies.monitor.arn: "${MONITOR}". ${ELSEWHERE}`,
    `account.ci.oidcProvider.arn: "${PROVIDER}". ${ELSEWHERE}`,
    `environments.prod.loadBalancer.https.certificateArn: "${CERTIFICATE}". ${ELSEWHERE}`,
  ],
  [
    "a trail of another region",
    ({ account }) => Object.assign(account, { region: "eu-west-1", trail: { arn: TRAIL } }),
    `account.trail.arn: "${TRAIL}". Allowed: a trail whose home region is account.region eu-west-1. To fix: set account.region to the trail's home region, or trail to { create: true }.`,
  ],
]);

testAcceptances([["resources of the account and the region", existing]]);
