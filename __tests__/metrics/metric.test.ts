import {
  bytes,
  count,
  inUnit,
  isFormula,
  metricsIn,
  metricsOf,
  milliseconds,
  percent,
  sumOf,
} from "../../src/metrics/metric";

test("metrics of one resource share namespace, dimensions and region", () => {
  const dimensions = { LoadBalancer: "app/x/1" };
  expect(metricsIn("AWS/ApplicationELB", dimensions)("RequestCount", "Count", "Sum")).toEqual({
    namespace: "AWS/ApplicationELB",
    name: "RequestCount",
    dimensions,
    unit: "Count",
    statistic: "Sum",
  });
  expect(metricsIn("AWS/CloudFront", {}, "us-east-1")("Requests", "Count", "Sum").region).toBe("us-east-1");
});

test("a sum takes each of its metrics for 0 where it is silent", () => {
  const metric = metricsIn("N", {});
  const metrics = { one: metric("A", "Bytes", "Sum"), other: metric("B", "Bytes", "Sum") };
  const sum = sumOf(metrics, "All");
  expect(sum).toEqual({ expression: "FILL(one, 0) + FILL(other, 0)", metrics, label: "All", unit: "Bytes" });
  expect([isFormula(sum), isFormula(metrics.one)]).toEqual([true, false]);
  expect([metricsOf(sum), metricsOf(metrics.one)]).toEqual([[metrics.one, metrics.other], [metrics.one]]);
  expect(() => sumOf({}, "All")).toThrow(
    new RangeError("All: a sum of no metrics. Allowed: at least one. To fix: add a metric."),
  );
});

test("a figure is converted between units of the same thing, and refused otherwise", () => {
  expect([
    inUnit(milliseconds(1000), "Seconds"),
    inUnit(milliseconds(3000), "Milliseconds"),
    inUnit({ value: 2, unit: "Seconds" }, "Milliseconds"),
    inUnit(percent(80), "Percent"),
    inUnit(bytes(5), "Bytes"),
  ]).toEqual([1, 3000, 2000, 80, 5]);
  expect(() => inUnit(percent(80), "Count")).toThrow(
    new RangeError("80 Percent cannot be compared with a metric in Count"),
  );
  expect(() => inUnit(count(1), "Seconds")).toThrow(RangeError);
});
