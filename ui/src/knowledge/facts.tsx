import { Link } from "wouter";
import type { ReactNode } from "react";
import { SourceBadge } from "../components/badges";
import { pageOf } from "../components/links";
import { Citation, OutLink } from "../components/out-link";
import { inWords } from "../components/words";
import type { NameRole, NodeKind, ProvenancePartsFragment } from "../generated/graphql";

type Heading = { kind: string; id: string; label: string; url: string | null; note?: string | null };

/** Name a thing: what it is, its identifier, and its page at the vocabulary that it comes from. */
export function Heading({ kind, id, label, url, note }: Heading) {
  return (
    <header className="thing">
      <p className="kind">{kind}</p>
      <h1>{label}</h1>
      <p className="muted">
        <OutLink href={url}>{id}</OutLink>
        {note && ` · ${note}`}
      </p>
    </header>
  );
}

/** List facts by name; what is not known is left out, not shown as empty. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false);
  if (known.length === 0) return null;
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Join words, or give null where there are none. */
export function joined(words: readonly string[] | null | undefined): string | null {
  return words?.length ? words.join(", ") : null;
}

type Named = { id: string; label: string };

export function NodeLinks({ kind, nodes }: { kind: NodeKind; nodes: readonly Named[] }) {
  return (
    <span className="node-links">
      {nodes.map((node, index) => (
        <span key={node.id}>
          {index > 0 && ", "}
          <Link href={pageOf(kind, node.id)}>{node.label}</Link>
        </span>
      ))}
    </span>
  );
}

type Related = { totalCount: number; nodes: { source: string; node: { id: string; kind: NodeKind; label: string } | null }[] };

/** List what stands in a relation, each once, with the sources that say so; the rest is counted. */
export function RelatedList({ title, related }: { title: string; related: Related }) {
  const found = new Map<string, { node: Named & { kind: NodeKind }; sources: Set<string> }>();
  for (const { node, source } of related.nodes) {
    if (!node) continue;
    const known = found.get(node.id) ?? { node, sources: new Set<string>() };
    known.sources.add(source);
    found.set(node.id, known);
  }
  if (found.size === 0) return null;
  const more = related.totalCount - related.nodes.length;
  return (
    <details className="fold">
      <summary>
        {title} <span className="muted">({found.size}{more > 0 && ", and more"})</span>
      </summary>
      <ul className="related">
        {[...found.values()].map(({ node, sources }) => (
          <li key={node.id}>
            <Link href={pageOf(node.kind, node.id)}>{node.label}</Link>{" "}
            {[...sources].map((source) => (
              <SourceBadge key={source} source={source} />
            ))}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="muted">{more} further relations are not listed here.</p>}
    </details>
  );
}

type Names = { text: string; role: NameRole }[];
type Mappings = { id: string; url: string | null }[];

/** Show other names and identifiers. */
export function NamesAndMappings({ names, mappings, label }: { names: Names; mappings: Mappings; label: string }) {
  const others = names.filter((name) => name.role !== "LABEL" && name.role !== "MAPPING" && name.text !== label);
  const roles = [...new Set(others.map((name) => name.role))];
  if (others.length === 0 && mappings.length === 0) return null;
  return (
    <details className="fold">
      <summary>Names and identifiers</summary>
      <Facts
        facts={[
          ...roles.map((role): [string, ReactNode] => [
            role === "EXACT" ? "Synonyms" : inWords(role),
            [...new Set(others.filter((name) => name.role === role).map((name) => name.text))].join("; "),
          ]),
          [
            "Same in other vocabularies",
            mappings.length > 0 && (
              <span>
                {mappings.map((each, index) => (
                  <span key={each.id}>
                    {index > 0 && ", "}
                    <OutLink href={each.url}>{each.id}</OutLink>
                  </span>
                ))}
              </span>
            ),
          ],
        ]}
      />
    </details>
  );
}

/** Say where the facts of a page come from: source, release, license, record. */
export function ProvenanceList({ provenance }: { provenance: ProvenancePartsFragment[] }) {
  if (provenance.length === 0) return null;
  return (
    <details className="fold">
      <summary>Where these facts come from ({provenance.length})</summary>
      <ul className="related">
        {provenance.map((each) => (
          <li key={`${each.source} ${each.record}`}>
            <SourceBadge source={each.source} /> {each.title} {each.release} · {each.license}
            {each.record && (
              <>
                {" · "}
                <OutLink href={each.url}>{each.record}</OutLink>
              </>
            )}
            {each.citation && (
              <>
                {" · "}
                <Citation text={each.citation} />
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
