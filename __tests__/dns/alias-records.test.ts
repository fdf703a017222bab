import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { AliasRecords } from "../../src/dns/alias-records";
import { resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

test.each([[["A"]], [["AAAA", "A"]]] as const)("a name has one alias record of each type: %j", (types) => {
  const stack = synthConstruct((scope) => {
    new AliasRecords(scope, "Alias", {
      hostedZoneId: "Z0123456789",
      name: "app.example.org",
      target: { domainName: "d111.cloudfront.net", hostedZoneId: "Z2FDTNDATAQYW2" },
      types,
    });
  });
  expect(resourcesOf(stack, Route53Record).map(({ body }) => body)).toEqual(
    types.map((type) => ({
      zone_id: "Z0123456789",
      name: "app.example.org",
      type,
      alias: {
        name: "d111.cloudfront.net",
        zone_id: "Z2FDTNDATAQYW2",
        evaluate_target_health: false,
      },
    })),
  );
});
