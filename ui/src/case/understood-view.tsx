import { Link } from "wouter";
import { pageOf } from "../components/links";
import { useShortened } from "../components/shortened";
import type { UnderstoodQuery, WarningPartsFragment } from "../generated/graphql";
import { corrected, type Signature } from "./signature";

type Understood = UnderstoodQuery["understood"];
type Item = Understood["alterations"][number];
type Take = (name: string, input: string) => void;
type Given = { understood: Understood; signature: Signature; change: (next: Signature) => void };

const SHOWN = 40;

/** Put first what was not understood or is in doubt, so that a long list does not hide it. */
function doubtfulFirst(items: readonly Item[]): { item: Item; index: number }[] {
  const placed = items.map((item, index) => ({ item, index }));
  if (items.length <= SHOWN) return placed;
  const doubtful = ({ item }: { item: Item }) => item.warnings.length > 0 || item.findings.length === 0;
  return [...placed.filter(doubtful), ...placed.filter((each) => !doubtful(each))];
}

/** Show each thing that was entered beside what it was taken for, and what was not understood with near names. */
export function UnderstoodView({ understood, signature, change }: Given) {
  const own = new Set(understood.alterations.flatMap((item) => item.warnings.map(same)));
  const tumor = understood.warnings.filter((warning) => warning.input === signature.tumorType);
  const items = doubtfulFirst(understood.alterations);
  const [shown, more] = useShortened(items, SHOWN);
  const unread = understood.alterations.filter((item) => item.findings.length === 0).length;
  const rest = understood.warnings.filter((warning) => !own.has(same(warning)) && !tumor.includes(warning));
  return (
    <>
      {items.length > SHOWN && (
        <p>
          {items.length - unread} of {items.length} alterations were understood{unread > 0 && "; those that were not come first"}.
        </p>
      )}
      <dl className="read">
        <dt>Tumor type</dt>
        <dd>
          <TumorRead understood={understood} />
          <Warnings
            warnings={tumor}
            take={(name) => {
              change({ ...signature, tumorType: name });
            }}
          />
        </dd>
        {shown.map(({ item, index }) => (
          <AlterationRead
            key={`${index} ${item.given}`}
            item={item}
            take={(name, input) => {
              const alterations = signature.alterations.map((each, at) =>
                at === index ? corrected(each, name, input) : each,
              );
              change({ ...signature, alterations });
            }}
          />
        ))}
        <Beside understood={understood} />
      </dl>
      {more}
      <Warnings warnings={rest} />
    </>
  );
}

function same(warning: WarningPartsFragment): string {
  return `${warning.code} ${warning.message}`;
}

function TumorRead({ understood }: { understood: Understood }) {
  const { id, label, oncotree } = understood.tumorType;
  if (id) {
    return (
      <>
        <Link href={pageOf("DISEASE", id)}>{label}</Link> {oncotree && <span className="muted">{oncotree}</span>}
      </>
    );
  }
  return <span className="doubt">{label ? "not understood" : "not given: nothing gets a tier"}</span>;
}

function AlterationRead({ item, take }: { item: Item; take: Take }) {
  return (
    <>
      <dt>{item.given || "unnamed"}</dt>
      <dd>
        {item.findings.map((finding) => (
          <p key={finding.text} className="finding">
            <strong>{finding.text}</strong>{" "}
            <span className="muted">
              {finding.kind}
              {finding.origin !== "unknown" && `, ${finding.origin}`}
            </span>{" "}
            {finding.genes.map((gene) => (
              <Link key={gene.id} href={pageOf("GENE", gene.id)} className="aside">
                about {gene.symbol}
              </Link>
            ))}
          </p>
        ))}
        {item.findings.length === 0 && <p className="finding doubt">Not understood: it meets nothing and rules nothing out.</p>}
        <Warnings warnings={item.warnings} take={take} />
      </dd>
    </>
  );
}

function Beside({ understood }: { understood: Understood }) {
  const { markers, panel, testedGenes, germlineGenes, priorTherapies } = understood;
  return (
    <>
      {markers.length > 0 && (
        <>
          <dt>Biomarkers</dt>
          <dd>{markers.map((marker) => `${marker.name} ${marker.value}`).join("; ")}</dd>
        </>
      )}
      {(testedGenes > 0 || germlineGenes > 0) && (
        <>
          <dt>Tested</dt>
          <dd>
            {panel && <>{panel}; </>}
            {testedGenes} genes for small variants{germlineGenes > 0 && `, ${germlineGenes} in the germline`}
          </dd>
        </>
      )}
      {priorTherapies.length > 0 && (
        <>
          <dt>Prior therapies</dt>
          <dd>{priorTherapies.map((drug) => drug.label).join(", ")}</dd>
        </>
      )}
    </>
  );
}

type Doubts = { warnings: readonly WarningPartsFragment[]; take?: Take };

/** Show remarks of the API; where the place to mend is known, a suggestion is one click. */
export function Warnings({ warnings, take }: Doubts) {
  if (warnings.length === 0) return null;
  return (
    <ul className="warnings">
      {warnings.map((warning) => (
        <li key={same(warning)} className="warning">
          <span aria-hidden="true">⚠ </span>
          <span className="unseen">Warning: </span>
          {warning.message}
          {warning.suggestions.length > 0 && (
            <span className="suggestions">
              {" – did you mean: "}
              {warning.suggestions.map((name) =>
                take ? (
                  <button
                    key={name}
                    type="button"
                    className="button small"
                    onClick={() => {
                      take(name, warning.input);
                    }}
                  >
                    {name}
                  </button>
                ) : (
                  <span key={name} className="suggestion">
                    {name}
                  </span>
                ),
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
