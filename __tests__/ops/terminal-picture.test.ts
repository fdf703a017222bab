import { create } from "xmlbuilder2";
import { terminalPicture } from "../../src/ops/terminal-picture";

/** The texts of a picture as [x, y, style, text]. */
const piecesIn = (picture: string) =>
  [...picture.matchAll(/<text x="([\d.]+)" y="(\d+)" style="([^"]*)">([^<]*)<\/text>/g)].map(
    ([, x, y, style, text]) => [Number(x), Number(y), style, text],
  );

test("each line has its row, and each style its piece", () => {
  const picture = terminalPicture("A review", "\u001B[31mred\u001B[0m a < b\n\n  \u001B[32mgreen\u001B[0m");
  expect(() => create(picture)).not.toThrow();
  expect(piecesIn(picture)).toEqual([
    [16, 29, "fill: #f87171; font-weight: bold", "red"],
    [47.2, 29, "fill: #d1d5db", "a &lt; b"],
    [31.6, 65, "fill: #4ade80", "green"],
  ]);
});

test("a long line continues further in, with no word lost or beyond the edge", () => {
  const words = Array.from({ length: 60 }, (_, index) => `word${String(index)}`).join(" ");
  const pieces = piecesIn(terminalPicture("A review", `  ${words}`));
  expect(pieces.map(([, , , text]) => text).join(" ")).toBe(words);
  expect(pieces.map(([x]) => x)).toEqual([31.6, 47.2, 47.2, 47.2]);
  for (const [, , , text] of pieces) expect(String(text).length).toBeLessThanOrEqual(116);
});

test("a word that is longer than a row is split", () => {
  const pieces = piecesIn(terminalPicture("A review", `  ${"x".repeat(250)}`));
  expect(pieces.map(([x, , , text]) => [x, String(text).length])).toEqual([
    [31.6, 100],
    [47.2, 100],
    [47.2, 50],
  ]);
});
