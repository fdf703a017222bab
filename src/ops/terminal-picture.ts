import { create } from "xmlbuilder2";

/** Columns of the terminal, after which a line continues in the next row. */
const COLUMNS = 118;
/** Size of a character's cell, in pixels. */
const CELL = { width: 7.8, height: 18 };
const PADDING = 16;
/** A word with the space before it; of a longer word, the part that has room in any row. */
const WORD = /( *)([^ ]{0,100})/g;

/** How the codes of `renderText` look on a dark background. */
const STYLES: Readonly<Record<string, string>> = {
  "": "fill: #d1d5db",
  "1": "fill: #ffffff; font-weight: bold",
  "2": "fill: #9ca3af",
  "31": "fill: #f87171; font-weight: bold",
  "32": "fill: #4ade80",
  "33": "fill: #facc15",
};

/** A piece of a row in one style. */
interface Piece {
  readonly column: number;
  readonly code: string;
  readonly text: string;
}

/** An SVG picture of colored text in a terminal. */
export function terminalPicture(title: string, text: string): string {
  const rows = text.split("\n").flatMap(rowsOf);
  const width = Math.ceil(COLUMNS * CELL.width + 2 * PADDING);
  const height = rows.length * CELL.height + 2 * PADDING;
  const document = create();
  const svg = document.ele("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
  });
  svg.ele("title").txt(title);
  svg
    .ele("style")
    .txt("text { font-family: Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 13px; }");
  svg.ele("rect", { width, height, rx: 6, fill: "#1f2937" });
  rows.forEach((pieces, row) => {
    for (const { column, code, text: words } of pieces)
      svg
        .ele("text", {
          x: (PADDING + column * CELL.width).toFixed(1),
          y: PADDING + row * CELL.height + 13,
          style: STYLES[code] ?? STYLES[""],
        })
        .txt(words);
  });
  return `${document.end({ prettyPrint: true, headless: true })}\n`;
}

/** The rows of a line: it breaks before a word that does not fit, and continues two columns further in. */
function rowsOf(line: string): Piece[][] {
  const rows: Piece[][] = [[]];
  let [column, indent] = [0, 0];
  for (const { code, text } of styled(line))
    for (const [, space = "", word = ""] of text.matchAll(WORD)) {
      if (column === 0) indent = space.length + 2;
      const isNext = column > 0 && word !== "" && column + space.length + word.length > COLUMNS;
      if (isNext) rows.push([]);
      column = isNext ? indent : column + space.length;
      add(rows.at(-1) ?? [], { column, code, text: word });
      column += word.length;
    }
  return rows;
}

/** Adds a word to a row, to its last piece if that ends one column before in the same style. */
function add(row: Piece[], piece: Piece): void {
  if (piece.text === "") return;
  const last = row.at(-1);
  const isNext = last?.code === piece.code && last.column + last.text.length + 1 === piece.column;
  if (isNext) row[row.length - 1] = { ...last, text: `${last.text} ${piece.text}` };
  else row.push(piece);
}

/** The parts of a line that have one style each. */
function styled(line: string) {
  return line.split("\u001B[").flatMap((part, index) => {
    const [, code = "", text = ""] = index === 0 ? [part, "", part] : (/^(\d+)m(.*)$/.exec(part) ?? []);
    return text === "" ? [] : [{ code: code === "0" ? "" : code, text }];
  });
}
