import { byRegimen, statements, unique, type Option, type RegimenGroup } from "../answer/grouping";
import { count, EFFECTS, TUMOR_MATCHES } from "../components/words";
import { cut, distinct, sentence } from "./cut";

type Given = { title: string; options: Option[]; others: Option[]; rows: number; names: number };

/** Print options as a table, the strongest first; those without a row are named by tier while `names` letters last, and counted after. */
export function PrintOptions({ title, options, others, rows, names }: Given) {
  const groups = byRegimen(options);
  if (groups.length === 0) {
    return (
      <p>
        <b>{title}:</b> none.
      </p>
    );
  }
  return (
    <table className="print-options">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th>Tier</th>
          <th>Regimen</th>
          <th>Rests on</th>
          <th>For / against</th>
          <th>Sources, first citations</th>
        </tr>
      </thead>
      <tbody>
        {groups.slice(0, rows).map((group) => (
          <Row key={group.key} group={group} others={others} />
        ))}
      </tbody>
      {groups.length > rows && (
        <tfoot>
          <tr>
            <td colSpan={5}>{further(groups.slice(rows), names)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** Name regimens under their tiers up to a number of letters, and count the rest. */
export function further(groups: readonly RegimenGroup[], letters: number): string {
  const kept: string[] = [];
  let [length, tier] = [0, ""];
  for (const group of groups) {
    const own = group.options[0]?.tier ?? "no tier";
    const said = own === tier ? group.regimen.label : `${own}: ${group.regimen.label}`;
    length += said.length + 2;
    if (length > letters) break;
    kept.push(said);
    tier = own;
  }
  const left = groups.length - kept.length;
  const named = kept.length > 0 ? `Further, without their evidence here – ${kept.join("; ")}` : "";
  if (left === 0) return `${named}.`;
  return `${named && `${named}; and `}${count(left, "further regimen")}, of the same or a lower tier, not printed here.`;
}

function Row({ group, others }: { group: RegimenGroup; others: Option[] }) {
  const first = group.options[0];
  const items = statements(group.options);
  const citations = unique(items.map((item) => item.citation)).filter((text) => /^[A-Z]+:\S+$/.test(text));
  const conditions = distinct(group.options.flatMap((option) => option.conditions));
  const notes = unique(group.options.flatMap((option) => option.notes));
  const opposed = others.filter((option) => option.regimen.id === group.regimen.id);
  const also = unique(opposed.map((option) => `${EFFECTS[option.effect].toLowerCase()} with ${option.profile}`));
  const missing = unique(group.options.flatMap((option) => option.missingTests));
  const counted = (side: "for" | "against") => new Set(group.options.flatMap((option) => option[side].map((item) => item.evidence))).size;
  return (
    <tr>
      <td>{first?.tier ?? "–"}</td>
      <td>{group.regimen.label}</td>
      <td>
        {group.effect !== "SENSITIVITY" && <b>{EFFECTS[group.effect]}: </b>}
        {cut(unique(group.options.map((option) => option.profile)).join("; "), 80)}
        {first && <i> ({TUMOR_MATCHES[first.tumorMatch]})</i>}
        {conditions.length > 0 && <> Conditions: {sentence(conditions.join("; "), 120)}</>}
        {notes.length > 0 && <> {sentence(notes.join("; "), 90)}</>}
        {also.length > 0 && <b> Also stated: {sentence(also.join("; "), 80)}</b>}
        {missing.length > 0 && <> Missing: {sentence(missing.join("; "), 60)}</>}
      </td>
      <td>
        {counted("for")} / {counted("against")}
      </td>
      <td>
        {unique(items.map((item) => item.source)).join(", ")}
        {citations.length > 0 && `: ${citations.slice(0, 2).join(", ")}`}
      </td>
    </tr>
  );
}
