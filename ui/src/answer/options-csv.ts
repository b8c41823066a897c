import { csv } from "../components/csv";
import type { Option } from "./grouping";

const HEAD = ["regimen", "effect", "tier", "status", "tumor match", "variant match", "profile", "met by", "conditions", "missing tests", "for", "against", "sources", "licenses"];

/** Write options as a table for a spreadsheet, in the answer's order, each with its statements, sources and licenses. */
export function optionsCsv(options: readonly Option[]): string {
  const once = (texts: string[]) => [...new Set(texts)].join("; ");
  const rows = options.map((option) => {
    const items = [...option.for, ...option.against];
    return [
      option.regimen.label,
      option.effect,
      option.tier ?? "",
      option.status,
      option.tumorMatch,
      option.variantMatch,
      option.profile,
      option.because.join("; "),
      option.conditions.join("; "),
      option.missingTests.join("; "),
      option.for.map((item) => item.evidence).join("; "),
      option.against.map((item) => item.evidence).join("; "),
      once(items.map((item) => item.source)),
      once(items.map((item) => item.license)),
    ];
  });
  return csv([HEAD, ...rows]);
}
