import type { Check } from "../check";
import { alarmsHaveRecipients } from "./alarms-have-recipients";
import { alarmsSayWhatMissingDataMeans } from "./alarms-say-what-missing-data-means";
import { enabledAlarmsCanBeOk } from "./enabled-alarms-can-be-ok";
import { dashboardsAreValid } from "./dashboards-are-valid";
import { logGroupsComeFirst } from "./log-groups-come-first";
import { metricsArePublished } from "./metrics-are-published";
import { offHoursTripNoAlarm } from "./off-hours-trip-no-alarm";
import { serviceDownIsWatched } from "./service-down-is-watched";
import { statisticsAreKnown } from "./statistics-are-known";
import { thresholdsFitTheirUnits } from "./thresholds-fit-their-units";
import { topicsAdmitTheirPublishers } from "./topics-admit-their-publishers";

export const observabilityChecks: readonly Check[] = [
  metricsArePublished,
  statisticsAreKnown,
  thresholdsFitTheirUnits,
  alarmsSayWhatMissingDataMeans,
  enabledAlarmsCanBeOk,
  offHoursTripNoAlarm,
  serviceDownIsWatched,
  alarmsHaveRecipients,
  topicsAdmitTheirPublishers,
  logGroupsComeFirst,
  dashboardsAreValid,
];
