import { Link } from "wouter";
import { asOutline, type Entry, type Graph, type GraphNode } from "./model";

type Given = { graph: Graph; label: string; unfold: (id: string) => void };

/** Say what a graph says as a nested list, with the same links and the same folds. */
export function Outline({ graph, label, unfold }: Given) {
  return (
    <ul className="derivation graph-outline" aria-label={label}>
      {asOutline(graph).map((entry) => (
        <EntryView key={entry.node.id} entry={entry} unfold={unfold} />
      ))}
    </ul>
  );
}

function EntryView({ entry, unfold }: { entry: Entry; unfold: (id: string) => void }) {
  const { node, line, below, repeated } = entry;
  return (
    <li>
      {line?.label && <span className="relation">{line.label} </span>}
      <span className="muted">{node.kind} </span>
      <Name node={node} />
      {node.note && <span className="muted"> – {node.note}</span>} {repeated && node.more && <span className="muted">(see above)</span>}
      {!repeated && <More node={node} unfold={unfold} />}
      {below.length > 0 && (
        <ul>
          {below.map((each) => (
            <EntryView key={`${each.line?.label ?? ""} ${each.node.id}`} entry={each} unfold={unfold} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Name a node, linked where it has a page. */
export function Name({ node, tabIndex }: { node: GraphNode; tabIndex?: number }) {
  if (!node.href) return <b>{node.label}</b>;
  return (
    <Link href={node.href} {...(tabIndex === undefined ? {} : { tabIndex })}>
      {node.label}
    </Link>
  );
}

/** Unfold what stands beside a node, or fold it. */
export function More({ node, unfold, tabIndex }: { node: GraphNode; unfold: (id: string) => void; tabIndex?: number }) {
  if (!node.more) return null;
  return (
    <button
      type="button"
      className="link"
      tabIndex={tabIndex}
      aria-expanded={node.more.open}
      onClick={() => {
        unfold(node.id);
      }}
    >
      {node.more.label}
      <span className="unseen"> of {node.label}</span>
    </button>
  );
}
