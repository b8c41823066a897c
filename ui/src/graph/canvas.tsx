import { Background, Handle, Position, ReactFlow, ReactFlowProvider, useReactFlow, useStore, type Edge, type Node, type NodeProps } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { layout, SIZE, stepFrom, type Direction, type Graph, type GraphNode } from "./model";
import { More, Name } from "./outline";

type Given = { graph: Graph; label: string; unfold: (id: string) => void };
type Card = Node<{ node: GraphNode; reached: boolean; unfold: (id: string) => void }, "card">;

const ARROWS: Record<string, Direction> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
/** Smaller than this nothing can be read: a graph that does not fit is moved about instead. */
const LEAST = 0.75;

/** Draw a graph in columns; one stop of the Tab key, walked with the arrow keys. */
export default function Canvas(given: Given) {
  return (
    <ReactFlowProvider>
      <Drawing {...given} />
    </ReactFlowProvider>
  );
}

function Drawing({ graph, label, unfold }: Given) {
  const said = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [reached, setReached] = useState("");
  const places = useMemo(() => layout(graph), [graph]);
  const current = places.has(reached) ? reached : (graph.nodes[0]?.id ?? "");
  const nodes: Card[] = graph.nodes.map((node) => ({
    id: node.id,
    type: "card",
    position: places.get(node.id) ?? { x: 0, y: 0 },
    data: { node, reached: node.id === current, unfold },
    ...SIZE,
  }));
  const { height, show } = useView(places, current);
  const walk = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key];
    const next = direction && stepFrom(graph, places, current, direction);
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    setReached(next);
    const card = frame.current?.querySelector(`[data-card="${CSS.escape(next)}"]`);
    (card?.querySelector<HTMLElement>("a, button") ?? (card as HTMLElement | null))?.focus({ preventScroll: true });
    show(next);
  };
  return (
    <>
      <p id={said} className="muted">
        Follow the lines with the arrow keys; Enter opens a page, or unfolds what stands beside. Drag to move.
      </p>
      {/* the cards inside take the focus; what they hold is walked from here */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={frame}
        className="walk-frame"
        style={{ height }}
        onKeyDown={walk}
        onFocus={(event) => {
          const card = (event.target as HTMLElement).closest<HTMLElement>("[data-card]")?.dataset.card;
          if (card) setReached(card);
        }}
      >
        <ReactFlow
          nodes={nodes}
          edges={graph.lines.map(drawn)}
          nodeTypes={TYPES}
          aria-label={label}
          aria-describedby={said}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          zoomOnScroll={false}
          preventScrolling={false}
          minZoom={LEAST}
          maxZoom={1.4}
          proOptions={{ hideAttribution: true }}
        >
          <Background gap={24} />
        </ReactFlow>
      </div>
      <Zoom />
    </>
  );
}

function Zoom() {
  const flow = useReactFlow();
  return (
    <div className="walk-zoom">
      <button type="button" className="button" aria-label="Zoom in" onClick={() => void flow.zoomIn()}>
        +
      </button>
      <button type="button" className="button" aria-label="Zoom out" onClick={() => void flow.zoomOut()}>
        −
      </button>
      <button type="button" className="button" onClick={() => void flow.fitView({ padding: 0.05 })}>
        Show all
      </button>
    </div>
  );
}

const MARGIN = 24;
const TALL = { least: 300, most: 1200 };

/**
 * Keep in view what matters: all of the graph where it can be read so, else the node that was reached last.
 *
 * The frame is as tall as the graph, within bounds: a page is scrolled more easily than a frame inside it.
 */
function useView(places: ReturnType<typeof layout>, current: string): { height: number; show: (id: string) => void } {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const latest = useRef(current);
  useEffect(() => {
    latest.current = current;
  });
  const extent = useMemo(() => extentOf(places), [places]);
  const zoom = within(width / extent.across, LEAST, 1);
  const height = within(extent.down * zoom, TALL.least, TALL.most);
  useEffect(() => {
    if (!width) return;
    const at = places.get(latest.current) ?? { x: 0, y: 0 };
    const x = placed(width, extent.across * zoom, extent.left * zoom, (at.x + SIZE.width / 2) * zoom);
    const y = placed(height, extent.down * zoom, extent.top * zoom, (at.y + SIZE.height / 2) * zoom);
    void flow.setViewport({ x, y, zoom });
  }, [flow, places, extent, width, height, zoom]);
  const show = (id: string) => {
    const at = places.get(id);
    if (!at) return;
    const { x, y, zoom: now } = flow.getViewport();
    const [left, top] = [at.x * now + x, at.y * now + y];
    const seen = left >= 0 && top >= 0 && left + SIZE.width * now <= width && top + SIZE.height * now <= height;
    if (!seen) void flow.setCenter(at.x + SIZE.width / 2, at.y + SIZE.height / 2, { zoom: now });
  };
  return { height, show };
}

function extentOf(places: ReturnType<typeof layout>): { left: number; top: number; across: number; down: number } {
  const all = [...places.values()];
  const [left, top] = [Math.min(...all.map(({ x }) => x)) - MARGIN, Math.min(...all.map(({ y }) => y)) - MARGIN];
  const across = Math.max(...all.map(({ x }) => x)) + SIZE.width + MARGIN - left;
  return { left, top, across, down: Math.max(...all.map(({ y }) => y)) + SIZE.height + MARGIN - top };
}

/** Where to begin along one axis: in the middle where all fits, else so that a point is seen and no room is wasted. */
function placed(room: number, size: number, from: number, point: number): number {
  return size <= room ? (room - size) / 2 - from : within(room / 2 - point, room - from - size, -from);
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function drawn({ from, to, label, tone }: Graph["lines"][number]): Edge {
  return { id: `${from} ${label} ${to}`, source: from, target: to, label, className: `line-${tone}`, labelBgPadding: [4, 1] };
}

const TYPES = { card: CardView };

function CardView({ id, data: { node, reached, unfold } }: NodeProps<Card>) {
  const tabIndex = reached ? 0 : -1;
  const bare = !node.href && !node.more;
  return (
    <div className="graph-card" data-card={id} data-kind={node.kind} {...(bare ? { tabIndex, role: "note" } : {})}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="kind">{node.kind}</span>
      <span className="name" title={node.label}>
        <Name node={node} tabIndex={tabIndex} />
      </span>
      {node.note && (
        <span className="muted" title={node.note}>
          {node.note}
        </span>
      )}
      <More node={node} unfold={unfold} tabIndex={tabIndex} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}
