import { drugPage, pageOf } from "../components/links";
import { count, EFFECTS, TUMOR_MATCHES } from "../components/words";
import type { GraphTrialsQuery } from "../generated/graphql";
import type { Graph, GraphLine, GraphNode, Tone } from "../graph/model";
import { rest, shown, type Opened } from "../graph/opened";
import { RECRUITMENTS } from "../trials/trial-words";
import { unique, type Item, type Option } from "./grouping";

export type GraphTrial = GraphTrialsQuery["matchTrials"]["trials"][number];

/** What the graph is drawn from: all options of the case, the one to begin with, and what was unfolded since. */
export type Evidence = {
  options: readonly Option[];
  begin: Option;
  opened: Opened;
  /** Null while no one asked, "asked" while they are on their way. */
  trials: readonly GraphTrial[] | "asked" | null;
  /** Pages of alterations, by the words in which the answer names them. */
  pages: ReadonlyMap<string, string>;
};

const COLUMN = { finding: 0, profile: 1, statement: 2, regimen: 3, trial: 4 };

export function keyOf({ regimen, effect, profile }: Option): string {
  return `option ${regimen.id} ${effect} ${profile}`;
}

const finding = (text: string) => `finding ${text}`;
const test = (text: string) => `test ${text}`;
const profileKey = (text: string) => `profile ${text}`;
const regimenKey = (option: Option) => option.regimen.id;

/** Draw what was walked to so far: the way of one option, and whatever was unfolded from it. */
export function evidenceGraph(given: Evidence): Graph {
  const { options, opened } = given;
  const kept = keptOptions(given);
  const nodes = new Map<string, GraphNode>();
  const lines = new Map<string, GraphLine>();
  const add = (more: Graph) => {
    for (const node of more.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
    for (const line of more.lines) lines.set(`${line.from} ${line.to} ${line.label}`, line);
  };
  for (const option of kept) {
    add(wayTo(option, given));
    add(evidenceOf(option, opened));
  }
  for (const text of unique(kept.flatMap((option) => option.because))) {
    const met = options.filter((option) => option.because.includes(text));
    const firsts = [...new Map(met.map((option) => [option.profile, option])).values()];
    for (const option of shown(firsts, opened, finding(text))) add(wayToProfile(option, given));
    add(rest(opened, finding(text), firsts.length, COLUMN.profile, "profiles"));
  }
  for (const text of unique([...nodes.values()].filter((node) => node.kind === "Profile").map((node) => node.label))) {
    const total = options.filter((option) => option.profile === text).length;
    add(rest(opened, profileKey(text), total, COLUMN.statement, "options"));
  }
  for (const option of kept) add(trialsOf(option, given));
  return { nodes: [...nodes.values()], lines: [...lines.values()] };
}

/** The option to begin with, those of profiles that are unfolded, then those of regimens that are. */
function keptOptions({ options, begin, opened }: Evidence): Option[] {
  const kept = new Map([[keyOf(begin), begin]]);
  const take = (key: string, own: Option[]) => {
    for (const option of shown(own, opened, key)) kept.set(keyOf(option), option);
  };
  for (const profile of unique(options.map((option) => option.profile))) {
    take(profileKey(profile), options.filter((option) => option.profile === profile));
  }
  for (const id of unique(options.map((option) => option.regimen.id))) {
    take(id, options.filter((option) => option.regimen.id === id));
  }
  return [...kept.values()];
}

const MEETS = { EXACT: "is just that", CATEGORY: "belongs to it", POSITION: "lies at it", GENE: "is of its gene" };

function wayToProfile(option: Option, { options, opened, pages }: Evidence): Graph {
  const profile = profileKey(option.profile);
  const own = options.filter((each) => each.profile === option.profile);
  const nodes: GraphNode[] = [
    ...option.because.map((text): GraphNode => {
      const profiles = unique(options.filter((each) => each.because.includes(text)).map((each) => each.profile));
      return {
        id: finding(text),
        kind: "Alteration",
        column: COLUMN.finding,
        label: text,
        note: "of this case",
        href: pages.get(text),
        more: profiles.length > 1 ? fold(opened, finding(text), `All ${profiles.length} profiles that it meets`) : undefined,
      };
    }),
    ...option.missingTests.map((text): GraphNode => ({ id: test(text), kind: "Missing test", column: COLUMN.finding, label: text, note: "not known of this case" })),
    {
      id: profile,
      kind: "Profile",
      column: COLUMN.profile,
      label: option.profile,
      note: option.status === "MATCHED" ? "met" : "waits for a test",
      href: `/profile/${encodeURIComponent(option.profile)}`,
      more: own.length > 1 ? fold(opened, profile, `All ${count(own.length, "option")} for it`) : undefined,
    },
  ];
  const lines: GraphLine[] = [
    ...option.because.map((text): GraphLine => ({ from: finding(text), to: profile, label: MEETS[option.variantMatch], tone: "plain" })),
    ...option.missingTests.map((text): GraphLine => ({ from: test(text), to: profile, label: "would decide", tone: "waiting" })),
  ];
  return { nodes, lines };
}

function wayTo(option: Option, given: Evidence): Graph {
  const { options, opened } = given;
  const { regimen } = option;
  const others = options.filter((each) => each.regimen.id === regimen.id).length - 1;
  const [drug] = regimen.drugs;
  const node: GraphNode = {
    id: regimenKey(option),
    kind: "Regimen",
    column: COLUMN.regimen,
    label: regimen.label,
    href: drug && regimen.drugs.length === 1 ? drugPage(drug.id) : pageOf("REGIMEN", regimen.id),
    more: fold(opened, regimen.id, others > 0 ? `Trials; ${count(others, "other option")} with it` : "Trials with it"),
  };
  const way = wayToProfile(option, given);
  return { nodes: [...way.nodes, node], lines: way.lines };
}

/** The evidence of one option: counted in one node, or statement by statement. */
function evidenceOf(option: Option, opened: Opened): Graph {
  const key = keyOf(option);
  const items = [...option.for, ...option.against];
  const effect = EFFECTS[option.effect].toLowerCase();
  const all: GraphNode = {
    id: key,
    kind: "Evidence",
    column: COLUMN.statement,
    label: `${count(option.for.length, "statement")} for, ${option.against.length} against ${effect}`,
    note: `${option.tier ? `tier ${option.tier}` : "no tier"} · ${TUMOR_MATCHES[option.tumorMatch]}`,
    more: fold(opened, key, "Statement by statement"),
  };
  const ends = (id: string, tone: Tone): GraphLine[] => [
    { from: profileKey(option.profile), to: id, label: "", tone: "plain" },
    { from: id, to: regimenKey(option), label: "", tone },
  ];
  const said = shown(items, opened, key);
  const lines = said.flatMap((item) => ends(`statement ${item.evidence}`, item.direction === "SUPPORTS" ? "for" : "against"));
  const more = rest(opened, key, items.length, COLUMN.statement, "statements");
  return {
    nodes: [all, ...said.map((item) => statementNode(item, effect)), ...more.nodes],
    lines: [...ends(key, option.for.length > 0 ? "for" : "against"), ...lines, ...more.lines],
  };
}

function statementNode(item: Item, effect: string): GraphNode {
  return {
    id: `statement ${item.evidence}`,
    kind: "Statement",
    column: COLUMN.statement,
    label: item.evidence,
    note: [
      `${item.direction === "SUPPORTS" ? "supports" : "does not support"} ${effect}`,
      `${item.source} ${item.level}`,
      item.tier && `tier ${item.tier}`,
      item.disease,
    ]
      .filter(Boolean)
      .join(" · "),
    href: pageOf("EVIDENCE", item.evidence),
  };
}

/** Whether an arm of a trial gives all of a regimen, or any one drug of it where they stand for each other. */
export function gives(trial: GraphTrial, { regimen }: Option): boolean {
  const drugs = regimen.drugs.map((drug) => drug.id);
  return trial.arms.some((arm) => {
    const given = new Set<string>(arm.drugs.map((drug) => drug.id));
    return regimen.operator === "SUBSTITUTES" ? drugs.some((id) => given.has(id)) : drugs.every((id) => given.has(id));
  });
}

function trialsOf(option: Option, { options, trials, opened }: Evidence): Graph {
  const from = option.regimen.id;
  if (!opened.has(from)) return { nodes: [], lines: [] };
  if (trials === null || trials === "asked") return said(from, "Asking for trials…");
  const found = trials.filter((trial) => gives(trial, option));
  if (found.length === 0) return said(from, "No trial that fits or may fit gives it");
  const kept = shown(found, opened, from);
  const others = options.filter((each) => each.regimen.id === from).length;
  const more = rest(opened, from, Math.max(found.length, others), COLUMN.trial, "trials or options");
  return {
    nodes: [
      ...kept.map((trial): GraphNode => ({
        id: `trial ${trial.id}`,
        kind: "Trial",
        column: COLUMN.trial,
        label: trial.title,
        note: `${trial.eligibility === "ELIGIBLE" ? "coded criteria met" : "may fit"} · ${RECRUITMENTS[trial.status]} · ${trial.id}`,
        href: pageOf("TRIAL", trial.id),
      })),
      ...more.nodes,
    ],
    lines: [
      ...kept.map((trial): GraphLine => ({
        from,
        to: `trial ${trial.id}`,
        label: "given in",
        tone: trial.eligibility === "ELIGIBLE" ? "for" : "waiting",
      })),
      ...more.lines,
    ],
  };
}

function said(from: string, label: string): Graph {
  const id = `no trial of ${from}`;
  return { nodes: [{ id, kind: "Trial", column: COLUMN.trial, label }], lines: [{ from, to: id, label: "", tone: "plain" }] };
}

function fold(opened: Opened, id: string, label: string): GraphNode["more"] {
  return opened.has(id) ? { label: "Fold", open: true } : { label, open: false };
}
