import { csv } from "../components/csv";
import { Download } from "../components/download";

type Thing = { id: string; label: string };

/** Save the facts of a page, with where they come from; what the page shows of statements is saved beside their list. */
export function FactsDownload({ thing }: { thing: Thing }) {
  const name = thing.id.replaceAll(/[^A-Za-z0-9.-]+/g, "_");
  return (
    <p className="muted">
      <Download name={`${name}.csv`} type="text/csv" content={() => factsCsv(thing)}>
        Download these facts as CSV
      </Download>{" "}
      <Download name={`${name}.json`} type="application/json" content={() => JSON.stringify(thing, null, 1)}>
        as JSON
      </Download>
    </p>
  );
}

/** Write the facts of a thing as rows: the field, what it says, the identifier and the source of it where it has them. */
export function factsCsv(thing: object): string {
  return csv([["fact", "value", "id", "source"], ...Object.entries(thing).flatMap(([name, value]) => rows(name, value))]);
}

const HELD = ["label", "text", "title", "name"] as const;

function rows(name: string, value: unknown): string[][] {
  if (!value && value !== 0 && value !== false) return [];
  if (Array.isArray(value)) return value.flatMap((each) => rows(name, each));
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return [[name, `${value}`, "", ""]];
  const fields = value as Record<string, unknown>;
  if (Array.isArray(fields.nodes)) return rows(name, fields.nodes);
  if (fields.node && typeof fields.node === "object") {
    return rows(name, fields.node).map(([fact, said, id]) => [fact ?? "", said ?? "", id ?? "", text(fields.source)]);
  }
  const said = HELD.map((field) => text(fields[field])).find(Boolean) ?? JSON.stringify(value);
  const role = text(fields.role);
  const source = [text(fields.source), text(fields.release), text(fields.license)].filter(Boolean).join(" ");
  return [[role ? `${name} (${role})` : name, said, text(fields.id ?? fields.record), source]];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
