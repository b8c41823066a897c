import { useRef, useState, type KeyboardEvent } from "react";
import { useLocation } from "wouter";
import { pageOf } from "../components/links";
import { count } from "../components/words";
import { keyed, lines, type Branch, type Line, type Tumor } from "./tree";
import "../styles/tree.css";

type Given = {
  branches: Branch[];
  /** What stands open at first. */
  opened: readonly string[];
  /** The page that the tree stands on. */
  here?: string;
  /** Whether all is open, as when a text is looked for. */
  all?: boolean;
};

/** Show tumor types as a tree with what the release holds of each; one stop of the Tab key, walked as the ARIA guide has it. */
export function TumorTree({ branches, opened: begin, here = "", all = false }: Given) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set(begin));
  const [reached, setReached] = useState(here);
  const [, go] = useLocation();
  const tree = useRef<HTMLDivElement>(null);
  const shown = lines(branches, all ? everything(branches) : opened);
  const current = shown.some((line) => line.branch.tumor.id === reached) ? reached : (shown[0]?.branch.tumor.id ?? "");
  const turn = (id: string) => {
    const next = new Set(opened);
    if (!next.delete(id)) next.add(id);
    setOpened(next);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      const line = shown.find((each) => each.branch.tumor.id === current);
      if (line) go(tumorPage(line.branch.tumor));
      return;
    }
    const move = keyed(shown, current, event.key);
    if (!move) return;
    event.preventDefault();
    const turned = move.open ?? move.fold;
    if (turned) turn(turned);
    if (!move.to) return;
    setReached(move.to);
    tree.current?.querySelector<HTMLElement>(`[data-tumor="${CSS.escape(move.to)}"]`)?.focus();
  };
  return (
    <div ref={tree} role="tree" aria-label="Tumor types" tabIndex={-1} className="tumor-tree" onKeyDown={press}>
      {shown.map((line) => (
        <TumorLine
          key={line.branch.tumor.id}
          line={line}
          current={line.branch.tumor.id === current}
          here={line.branch.tumor.id === here}
          reach={() => {
            setReached(line.branch.tumor.id);
          }}
          turn={() => {
            turn(line.branch.tumor.id);
          }}
          go={() => {
            go(tumorPage(line.branch.tumor));
          }}
        />
      ))}
    </div>
  );
}

/** A tissue is no disease: it has the page of any other node. */
function tumorPage(tumor: Tumor): string {
  return pageOf(tumor.parent === null ? "TISSUE" : "DISEASE", tumor.id);
}

function everything(branches: readonly Branch[]): Set<string> {
  return new Set(branches.flatMap((branch) => [branch.tumor.id, ...everything(branch.kinds)]));
}

type LineGiven = { line: Line; current: boolean; here: boolean; reach: () => void; turn: () => void; go: () => void };

/** One line: its sign unfolds it, its name opens its page. The keys are the tree's. */
function TumorLine({ line, current, here, reach, turn, go }: LineGiven) {
  const { tumor, kinds } = line.branch;
  const held = `${count(tumor.statements, "statement")}, ${count(tumor.trials, "trial")}`;
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are handled by the tree
    <div
      role="treeitem"
      data-tumor={tumor.id}
      data-level={Math.min(line.level, 7)}
      aria-level={line.level}
      aria-posinset={line.place}
      aria-setsize={line.beside}
      aria-label={`${tumor.label}, ${tumor.code}: ${held}`}
      aria-selected={here}
      {...(kinds.length > 0 ? { "aria-expanded": line.open } : {})}
      {...(here ? { "aria-current": "page" as const } : {})}
      tabIndex={current ? 0 : -1}
      onFocus={reach}
      onClick={go}
    >
      <span
        className="twist"
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          if (kinds.length > 0) turn();
        }}
      >
        {kinds.length === 0 ? "·" : line.open ? "▾" : "▸"}
      </span>
      <span className="name">{tumor.label}</span> <span className="muted">{tumor.code}</span>
      <span className="held muted">{held}</span>
    </div>
  );
}
