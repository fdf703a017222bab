import type { XMLBuilder } from "xmlbuilder2/lib/interfaces";
import { create } from "xmlbuilder2";
import type { Line, Widget } from "../synthesized/metrics";
import { linesOf, titleOf, widgetsOf } from "../synthesized/metrics";
import type { Block, SynthesizedStack } from "../synthesized/synthesized-stack";
import { nested, stringsIn, text } from "../synthesized/synthesized-stack";
import { duration } from "./duration";

/** Size of a cell in CloudWatch's grid, in pixels. */
const CELL = { width: 50, height: 36 };
const GAP = 6;
const PADDING = 12;
const LINE_HEIGHT = 16;
/** Average width of a letter in the small font, in pixels. */
const LETTER_WIDTH = 6.2;

const COLORS = ["#1f77b4", "#2ca02c", "#9467bd", "#8c564b", "#17becf"];
const THRESHOLD_COLOR = "#d62728";
const SEVERITY_COLORS: Readonly<Record<string, string>> = {
  critical: "#d62728",
  warning: "#e6a23c",
  info: "#6b7280",
};

const STYLE = [
  "text { font-family: Helvetica, Arial, sans-serif; font-size: 11px; fill: #374151; }",
  ".title { font-size: 13px; font-weight: bold; fill: #111827; }",
  ".quiet { fill: #6b7280; }",
  ".code { font-family: monospace; }",
  ".frame { fill: #ffffff; stroke: #d1d5db; }",
  ".plot { fill: #f3f4f6; }",
].join("\n");

/** Where a widget is drawn, in pixels. */
interface Pen {
  readonly svg: XMLBuilder;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An SVG picture of a dashboard: the layout, the metrics and thresholds of each widget, no data. */
export function dashboardPicture(stack: SynthesizedStack, dashboard: Block): string {
  const widgets = widgetsOf(dashboard);
  const width = CELL.width * Math.max(...widgets.map((widget) => widget.x + widget.width)) + GAP;
  const height = CELL.height * Math.max(...widgets.map((widget) => widget.y + widget.height)) + GAP;
  const document = create();
  const svg = document.ele("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
  });
  svg.ele("title").txt(`Dashboard ${text(dashboard.body.dashboard_name)}`);
  svg.ele("style").txt(STYLE);
  svg.ele("rect", { width, height, fill: "#e5e7eb" });
  for (const widget of widgets) drawWidget(svg, stack, dashboard, widget);
  return `${document.end({ prettyPrint: true, headless: true })}\n`;
}

function drawWidget(root: XMLBuilder, stack: SynthesizedStack, dashboard: Block, widget: Widget): void {
  const pen: Pen = {
    svg: root.ele("g"),
    x: widget.x * CELL.width + GAP,
    y: widget.y * CELL.height + GAP,
    width: widget.width * CELL.width - GAP,
    height: widget.height * CELL.height - GAP,
  };
  pen.svg.ele("rect", { class: "frame", x: pen.x, y: pen.y, width: pen.width, height: pen.height, rx: 4 });
  write(pen, PADDING, 20, titleOf(widget), "title");
  switch (widget.type) {
    case "alarm":
      drawAlarms(pen, stack, widget);
      break;
    case "log":
      drawQuery(pen, stack, widget);
      break;
    default:
      drawPlot(pen, linesOf(dashboard, widget), widget);
  }
}

function write({ svg, x, y }: Pen, left: number, top: number, content: string, style = ""): void {
  svg.ele("text", { x: x + left, y: y + top, ...(style && { class: style }) }).txt(content);
}

/** Shortens a text to a width in pixels. */
function cut(line: string, width: number): string {
  const letters = Math.floor(width / LETTER_WIDTH);
  return line.length <= letters ? line : `${line.slice(0, letters - 1)}…`;
}

/** One label per alarm, in the color of its topic's severity. */
function drawAlarms(pen: Pen, stack: SynthesizedStack, { properties }: Widget): void {
  let [left, top] = [PADDING, 34];
  for (const reference of stringsIn(properties.alarms)) {
    const alarm = stack.target(reference)?.body ?? {};
    const id = text(alarm.alarm_name).replace(`${stack.name}-`, "");
    const topic = text(stack.target(alarm.alarm_actions)?.body.name);
    const width = id.length * LETTER_WIDTH + 16;
    if (left + width > pen.width - PADDING) [left, top] = [PADDING, top + 26];
    pen.svg.ele("rect", {
      x: pen.x + left,
      y: pen.y + top,
      width,
      height: 20,
      rx: 10,
      fill: SEVERITY_COLORS[topic.split("-").at(-1) ?? ""] ?? "#6b7280",
    });
    pen.svg
      .ele("text", {
        x: pen.x + left + width / 2,
        y: pen.y + top + 14,
        "text-anchor": "middle",
        style: "fill: #ffffff",
      })
      .txt(id);
    left += width + 8;
  }
}

function drawQuery(pen: Pen, stack: SynthesizedStack, { properties }: Widget): void {
  const [source = "", ...commands] = text(properties.query).split(/\s*\| /);
  const group = stack.target(source)?.body.name;
  const width = pen.width - 2 * PADDING;
  write(pen, PADDING, 38, `${text(properties.view)} from ${text(group)}`, "quiet");
  const rows = Math.floor((pen.height - 46) / LINE_HEIGHT);
  commands.slice(0, rows).forEach((command, index) => {
    write(pen, PADDING, 56 + index * LINE_HEIGHT, cut(command, width / 1.08), "code");
  });
}

function drawPlot(pen: Pen, lines: readonly Line[], { properties }: Widget): void {
  const unit = text(nested(nested(properties, "yAxis")[0] ?? {}, "left")[0]?.label);
  const thresholds = nested(nested(properties, "annotations")[0] ?? {}, "horizontal");
  const plot = {
    x: pen.x + PADDING,
    y: pen.y + 44,
    width: pen.width - 2 * PADDING,
    height: pen.height - 44 - PADDING - lines.length * LINE_HEIGHT,
  };
  write(pen, PADDING, 38, `${unit}, every ${duration(Number(properties.period))}`, "quiet");
  pen.svg.ele("rect", { class: "plot", ...plot });
  thresholds.forEach(({ label, value }, index) => {
    const y = plot.y + 18 + index * 20;
    pen.svg.ele("line", {
      x1: plot.x,
      y1: y,
      x2: plot.x + plot.width,
      y2: y,
      stroke: THRESHOLD_COLOR,
      "stroke-dasharray": "4 3",
    });
    pen.svg
      .ele("text", { x: plot.x + 6, y: y - 4, style: `fill: ${THRESHOLD_COLOR}` })
      .txt(`${text(label)}: ${text(value)}`);
  });
  lines.forEach(({ label, series, statistic, expression }, index) => {
    const top = pen.height - PADDING - (lines.length - 1 - index) * LINE_HEIGHT + 3;
    pen.svg.ele("circle", {
      cx: pen.x + PADDING + 4,
      cy: pen.y + top - 4,
      r: 4,
      fill: COLORS[index % COLORS.length] ?? "#000000",
    });
    const source = series ? `${series.namespace} ${series.name}, ${statistic ?? ""}` : (expression ?? "");
    write(pen, PADDING + 14, top, cut(`${label}: ${source}`, pen.width - 2 * PADDING - 14));
  });
}
