import type { Check } from "../check";
import { aliasesHaveTheirCertificate } from "./aliases-have-their-certificate";
import { apiErrorsAreNotCached } from "./api-errors-are-not-cached";
import { apiOriginIsAName } from "./api-origin-is-a-name";
import { behaviorsUsePolicies } from "./behaviors-use-policies";
import { cloudfrontIsWatchedInUsEast1 } from "./cloudfront-is-watched-in-us-east-1";
import { distributionMayWriteItsLogs } from "./distribution-may-write-its-logs";
import { siteMayCallItsApi } from "./site-may-call-its-api";
import { spaRoutesSpareTheApi } from "./spa-routes-spare-the-api";
import { targetOriginsExist } from "./target-origins-exist";

export const frontendChecks: readonly Check[] = [
  targetOriginsExist,
  behaviorsUsePolicies,
  spaRoutesSpareTheApi,
  apiErrorsAreNotCached,
  siteMayCallItsApi,
  apiOriginIsAName,
  aliasesHaveTheirCertificate,
  cloudfrontIsWatchedInUsEast1,
  distributionMayWriteItsLogs,
];
