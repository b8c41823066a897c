import { useAnswer } from "../api/use-answer";
import { tidy, type Signature } from "../case/signature";
import { TierBadge } from "../components/badges";
import { Answered, Empty } from "../components/states";
import { count, EFFECTS } from "../components/words";
import { ResistanceDocument, type ResistanceQuery, type Truth } from "../generated/graphql";
import type { Option } from "./grouping";

type Defeat = ResistanceQuery["resistance"]["defeatedBy"][number];

const HELD: Record<Truth, string> = {
  PRESENT: "In this case",
  UNKNOWN: "Not tested in this case",
  ABSENT: "Tested and absent",
};

/** Show what sources describe to defeat a regimen, first what this case has, then what nobody has looked for. */
export function Defeats({ signature, regimen }: { signature: Signature; regimen: Option["regimen"] }) {
  const drugs = regimen.drugs.map((drug) => drug.id);
  const asked = useAnswer(ResistanceDocument, { signature: tidy(signature), regimen: drugs });
  return (
    <Answered asked={asked} what="what defeats it">
      {({ resistance }) => {
        if (resistance.defeatedBy.length === 0) return <Empty>No source describes what defeats this regimen.</Empty>;
        const states: Truth[] = ["PRESENT", "UNKNOWN", "ABSENT"];
        return states.map((state) => (
          <Held key={state} state={state} defeats={resistance.defeatedBy.filter((each) => each.state === state)} />
        ));
      }}
    </Answered>
  );
}

const SHOWN = 12;

function Held({ state, defeats }: { state: Truth; defeats: Defeat[] }) {
  if (defeats.length === 0) return null;
  return (
    <>
      <h4>
        {HELD[state]} <span className="muted">({defeats.length})</span>
      </h4>
      <ul className="defeats">
        {defeats.slice(0, SHOWN).map((each) => (
          <li key={`${each.regimen.id} ${each.effect} ${each.profile}`}>
            <TierBadge tier={each.tier} /> <strong>{each.profile}</strong>: {EFFECTS[each.effect].toLowerCase()} to{" "}
            {each.regimen.label}
            <span className="muted">
              {" "}
              · {each.mechanism === "UNKNOWN" ? "mechanism not known" : each.mechanism.toLowerCase().replace("_", " ")} ·{" "}
              {count(each.statements, "statement")}, {count(each.publications, "publication")}
            </span>
          </li>
        ))}
      </ul>
      {defeats.length > SHOWN && <p className="muted">and {defeats.length - SHOWN} more, weaker ones</p>}
    </>
  );
}
