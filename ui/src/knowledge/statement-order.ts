import { csv } from "../components/csv";
import type { Statement } from "./use-statements";

export type Column = "profile" | "regimen" | "effect" | "disease" | "source" | "level" | "date";
export type Sorting = { column: Column; down: boolean };

export type Wanted = { text: string; effect: string; source: string; level: string; direction: string };

export const ANYTHING: Wanted = { text: "", effect: "", source: "", level: "", direction: "" };

/** What a column shows of a statement, as it is compared. */
export function cell(statement: Statement, column: Column): string {
  switch (column) {
    case "profile":
      return statement.molecularProfile?.label ?? "";
    case "regimen":
      return statement.regimen?.label ?? "";
    case "effect":
      return statement.type === "PREDICTIVE" ? statement.effect : statement.significance;
    case "disease":
      return statement.diseaseLabel;
    default:
      return statement[column];
  }
}

export function sorted(statements: readonly Statement[], { column, down }: Sorting): Statement[] {
  const sign = down ? -1 : 1;
  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
  // what a column does not hold comes last, whichever way it is sorted
  return [...statements].sort((a, b) => {
    const [left, right] = [cell(a, column), cell(b, column)];
    if (!left || !right) return Number(!left) - Number(!right) || compare(a.id, b.id);
    return sign * compare(left, right) || compare(a.id, b.id);
  });
}

export function matching(statements: readonly Statement[], wanted: Wanted): Statement[] {
  const text = wanted.text.trim().toLowerCase();
  return statements.filter((statement) => {
    const words = [cell(statement, "profile"), cell(statement, "regimen"), statement.diseaseLabel, statement.citation];
    return (
      (!wanted.effect || cell(statement, "effect") === wanted.effect) &&
      (!wanted.source || statement.source === wanted.source) &&
      (!wanted.level || statement.level === wanted.level) &&
      (!wanted.direction || statement.direction === wanted.direction) &&
      (!text || words.some((each) => each.toLowerCase().includes(text)))
    );
  });
}

/** The values that a column takes, to choose from. */
export function values(statements: readonly Statement[], column: Column): string[] {
  return [...new Set(statements.map((each) => cell(each, column)))].filter(Boolean).sort();
}

/** Write statements as a table for a spreadsheet. */
export function asCsv(statements: readonly Statement[]): string {
  const columns: Column[] = ["profile", "regimen", "effect", "disease", "source", "level", "date"];
  const head = ["id", ...columns, "direction", "citation", "url"];
  const rows = statements.map((each) => [
    each.id,
    ...columns.map((column) => cell(each, column)),
    each.direction,
    each.citation,
    each.url ?? "",
  ]);
  return csv([head, ...rows]);
}
