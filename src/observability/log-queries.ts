import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";
import { fromStream, PARSE_ROUTE, parseValue, QUERY_CONDITIONS } from "./log-format";

export type QueryId =
  | "active-users"
  | "api-use"
  | "application-errors"
  | "boot-steps"
  | "errors-by-route"
  | "failed-logins"
  | "feature-use"
  | "slowest-routes"
  | "throttled-clients";

/** A saved query for one log group, in the Logs Insights query language. */
export interface LogQuery {
  readonly id: QueryId;
  readonly title: string;
  readonly logs: CloudwatchLogGroup;
  /** The query's commands, in order. */
  readonly commands: readonly string[];
}

/** The query in the syntax of Logs Insights. */
export const queryString = ({ commands }: LogQuery): string => commands.join("\n| ");

/** A log with one line per request, and the names of its fields. */
interface RequestLog {
  readonly logs: CloudwatchLogGroup;
  readonly isRequest: string;
  readonly method: string;
  readonly client: string;
  readonly latency: string;
  readonly latencyUnit: "ms" | "s";
}

/** The API's access log (`src/traffic/api.ts`). */
export const gatewayRequests = (logs: CloudwatchLogGroup): RequestLog => ({
  logs,
  isRequest: "filter ispresent(routeKey)",
  method: "httpMethod",
  client: "ip",
  latency: "responseLatencyMs",
  latencyUnit: "ms",
});

/** nginx's access log (`src/compute/boot/files/nginx-site.conf`), among the backend's streams. */
export const nginxRequests = (logs: CloudwatchLogGroup): RequestLog => ({
  logs,
  isRequest: fromStream("nginx-access"),
  method: "method",
  client: "remote_addr",
  latency: "request_time_s",
  latencyUnit: "s",
});

/** Queries about requests (document, Key Metrics: response time, error rate, API usage). */
export function requestQueries(requestLog: RequestLog): LogQuery[] {
  const { logs, isRequest, method, client, latency, latencyUnit } = requestLog;
  const query = (id: QueryId, title: string, ...commands: string[]): LogQuery => ({
    id,
    title,
    logs,
    commands: [isRequest, ...commands],
  });
  return [
    query(
      "slowest-routes",
      "Slowest routes",
      PARSE_ROUTE,
      `stats count(*) as requests, avg(${latency}) as avg_${latencyUnit}, pct(${latency}, 99) as p99_${latencyUnit} by ${method}, route`,
      `sort p99_${latencyUnit} desc`,
      "limit 20",
    ),
    query(
      "errors-by-route",
      "Errors by route",
      "filter status like /^[45]/",
      PARSE_ROUTE,
      `stats count(*) as errors by status, ${method}, route`,
      "sort errors desc",
      "limit 20",
    ),
    query(
      "throttled-clients",
      "Throttled clients",
      "filter status like /^429/",
      `stats count(*) as refused, max(@timestamp) as latest by ${client}`,
      "sort refused desc",
      "limit 20",
    ),
    query(
      "api-use",
      "Usage by API route",
      PARSE_ROUTE,
      `stats count(*) as requests, count_distinct(${client}) as clients by ${method}, route`,
      "sort requests desc",
      "limit 20",
    ),
  ];
}

/** Queries of the logs of the backend and the boot script (document, Key Metrics: active users, feature usage). */
export function backendQueries(logs: CloudwatchLogGroup): LogQuery[] {
  const query = (
    id: QueryId,
    title: string,
    from: Parameters<typeof fromStream>[0],
    ...commands: string[]
  ): LogQuery => ({ id, title, logs, commands: [fromStream(from), ...commands] });
  return [
    query(
      "active-users",
      "Active users",
      "backend",
      parseValue("user_id", "user"),
      "filter ispresent(user)",
      "stats count_distinct(user) as active_users by bin(1h)",
    ),
    query(
      "feature-use",
      "Usage by feature",
      "backend",
      parseValue("feature", "used_feature"),
      parseValue("user_id", "user"),
      "filter ispresent(used_feature)",
      "stats count(*) as uses, count_distinct(user) as users by used_feature",
      "sort uses desc",
      "limit 20",
    ),
    query(
      "application-errors",
      "Error logs",
      "backend",
      `filter ${QUERY_CONDITIONS.isError}`,
      "fields @timestamp, @message, @logStream",
      "sort @timestamp desc",
      "limit 50",
    ),
    query(
      "failed-logins",
      "Failed logins",
      "backend",
      `filter ${QUERY_CONDITIONS.isFailedLogin}`,
      "stats count(*) as failed_logins by bin(1h)",
    ),
    query(
      "boot-steps",
      "Boot steps",
      "boot",
      "fields @timestamp, @message, @logStream",
      "sort @timestamp desc",
      "limit 100",
    ),
  ];
}

export interface LogQueriesProps {
  /** Folder of the queries in the console. */
  readonly folder: string;
  readonly queries: readonly LogQuery[];
}

/** The saved queries in Logs Insights. */
export class LogQueries extends Construct {
  constructor(scope: Construct, id: string, { folder, queries }: LogQueriesProps) {
    super(scope, id);
    for (const query of queries) {
      new CloudwatchQueryDefinition(this, query.id, {
        name: `${folder}/${query.id}`,
        logGroupNames: [query.logs.name],
        queryString: queryString(query),
      });
    }
  }
}
