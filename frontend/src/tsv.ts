// The text that a spreadsheet puts on the clipboard: tabs, line ends, quotes around what holds them.

/** Rows of cells; a quoted cell may hold tabs, line ends and doubled quotes. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*))(\t|\r?\n|\r|$)/gy;
  const end = text.replace(/\r?\n$/, "").length;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, quoted, plain, stop] = match;
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (cell.lastIndex >= end && stop !== "\t") break;
    if (stop !== "\t") rows.push([]);
  }
  return rows;
}

/** Whether a paste is a block of cells rather than a piece of text. */
export function isBlock(text: string, inTextArea: boolean): boolean {
  return text.includes("\t") || (!inTextArea && /\r?\n./.test(text));
}

/** Where each column of a block belongs when its first row holds headings of ours; else nothing. */
export function placesOf(headings: readonly string[], labels: readonly string[]): number[] | null {
  const plain = (text: string) => text.normalize("NFKC").replace(/\s|\([^)]*\)/g, "");
  const known = labels.map(plain);
  const places = headings.map((text) => known.indexOf(plain(text)));
  return places.filter((place) => place >= 0).length > 1 ? places : null;
}
