import type { Statement } from "./use-statements";

export type Profile = { id: string; label: string };

/** A position of the protein: how many statements name a change there, which changes, in which profiles. */
export type Place = { position: number; count: number; names: string[]; profiles: Profile[] };

const CHANGE = /^([A-Z]\d+(?:_[A-Z]\d+)?(?:[A-Z*=]|fs|del|dup|ins|delins)?[A-Z]*)$/;

/** Count statements by the first position of the protein change, or of the codon, that their profile names for a gene. */
export function places(symbol: string, statements: readonly Statement[]): Place[] {
  const found = new Map<number, Place>();
  for (const { molecularProfile: profile } of statements) {
    if (!profile) continue;
    const named = new Map(namedBy(symbol, profile.label).map((name) => [Number(/\d+/.exec(name)?.[0]), name] as const));
    for (const position of named.keys()) {
      const place = found.get(position) ?? { position, count: 0, names: [], profiles: [] };
      place.count += 1;
      if (!place.profiles.some((each) => each.id === profile.id)) place.profiles.push({ id: profile.id, label: profile.label });
      found.set(position, place);
    }
    for (const name of namedBy(symbol, profile.label)) {
      const place = found.get(Number(/\d+/.exec(name)?.[0]));
      if (place && !place.names.includes(name)) place.names.push(name);
    }
  }
  return [...found.values()].sort((a, b) => a.position - b.position);
}

function namedBy(symbol: string, label: string): string[] {
  const words = label.split(/[\s()]+/);
  return words.filter((word, index) => words[index - 1] === symbol && CHANGE.test(word));
}

/** Count the statements whose profile names an exon or a domain of a gene as a whole: "EGFR exon 19 in-frame deletion". */
export function ofRegion(symbol: string, region: string, statements: readonly Statement[]): number {
  const named = new RegExp(`(?:^|[\\s(])${symbol} ${region}(?![\\d])`);
  return statements.filter((each) => named.test(each.molecularProfile?.label ?? "")).length;
}
