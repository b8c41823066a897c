import type { Statement } from "./use-statements";

export type Place = { position: number; count: number; names: string[] };

const CHANGE = /^([A-Z]\d+(?:_[A-Z]\d+)?(?:[A-Z*=]|fs|del|dup|ins|delins)[A-Z]*)$/;

/** Count statements by the first position of the protein change that their profile names for a gene. */
export function places(symbol: string, statements: readonly Statement[]): Place[] {
  const found = new Map<number, Place>();
  for (const statement of statements) {
    const words = (statement.molecularProfile?.label ?? "").split(/[\s()]+/);
    const names = words.filter((word, index) => words[index - 1] === symbol && CHANGE.test(word));
    for (const name of new Set(names)) {
      const position = Number(/\d+/.exec(name)?.[0]);
      const place = found.get(position) ?? { position, count: 0, names: [] };
      place.count += 1;
      if (!place.names.includes(name)) place.names.push(name);
      found.set(position, place);
    }
  }
  return [...found.values()].sort((a, b) => a.position - b.position);
}
