import { parseConfig } from "../../src/config/parse";
import { configWith } from "../helpers/config";

const environments = (change: (environments: any) => void) =>
  Object.fromEntries(
    parseConfig(
      configWith((config) => {
        change(config.environments);
      }),
    ).environments.map((environment) => [environment.name, environment]),
  );

test("a region alone sets the zones of each topology", () => {
  const { dev, prod } = environments(({ dev, prod }) => {
    dev.region = "eu-west-1";
    prod.region = "ap-northeast-1";
  });
  expect(dev).toMatchObject({
    network: { publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" } },
    instance: { availabilityZone: "eu-west-1a" },
  });
  expect(prod?.network).toMatchObject({
    publicSubnets: { "ap-northeast-1a": "10.0.1.0/24", "ap-northeast-1c": "10.0.2.0/24" },
    privateSubnets: { "ap-northeast-1a": "10.0.11.0/24", "ap-northeast-1c": "10.0.12.0/24" },
    primaryZone: "ap-northeast-1a",
  });
});

test.each([
  ["10.9.0.0/16", ["10.9.1.0/24", "10.9.2.0/24", "10.9.11.0/24", "10.9.12.0/24"]],
  ["172.16.32.0/20", ["172.16.33.0/24", "172.16.34.0/24", "172.16.43.0/24", "172.16.44.0/24"]],
  ["192.168.4.0/22", ["192.168.4.64/26", "192.168.4.128/26", "192.168.6.192/26", "192.168.7.0/26"]],
])("a VPC %s alone sets its subnets: %j", (vpcCidr, [public1, public2, private1, private2]) => {
  const { prod } = environments(({ prod }) => (prod.network = { vpcCidr }));
  expect(prod?.network).toMatchObject({
    publicSubnets: { "us-east-1a": public1, "us-east-1b": public2 },
    privateSubnets: { "us-east-1a": private1, "us-east-1b": private2 },
  });
});

test("public subnets alone set the other zones, by name and not by their order", () => {
  const publicSubnets = { "us-east-1d": "10.0.1.0/24", "us-east-1c": "10.0.2.0/24" };
  const { dev, prod } = environments(({ dev, prod }) => {
    dev.network = { publicSubnets };
    prod.network = { publicSubnets };
  });
  expect(dev).toMatchObject({ network: { publicSubnets }, instance: { availabilityZone: "us-east-1c" } });
  expect(prod?.network).toMatchObject({
    publicSubnets,
    privateSubnets: { "us-east-1c": "10.0.11.0/24", "us-east-1d": "10.0.12.0/24" },
    primaryZone: "us-east-1c",
  });
});

test("minSize alone sets the desired capacity, which may be set by itself", () => {
  const { staging, prod } = environments(({ staging, prod }) => {
    staging.autoScaling = { minSize: 2 };
    prod.autoScaling = { minSize: 2, desiredCapacity: 3 };
  });
  expect(staging).toMatchObject({ autoScaling: { minSize: 2, desiredCapacity: 2, maxSize: 3 } });
  expect(prod).toMatchObject({ autoScaling: { desiredCapacity: 3 } });
});
