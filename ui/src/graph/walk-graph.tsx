import { lazy, Suspense, useState } from "react";
import { Loading } from "../components/states";
import type { Graph } from "./model";
import { Outline } from "./outline";
import "../styles/graph.css";

const Canvas = lazy(() => import("./canvas"));

type Given = { graph: Graph; label: string; unfold: (id: string) => void };

/** Whether a drawing of several columns can be read here without moving it about. */
function wide(): boolean {
  return window.matchMedia("(min-width: 48rem)").matches;
}

/** Show a graph to be walked: as a drawing, or as a list that says the same, which a narrow screen begins with. */
export function WalkGraph({ graph, label, unfold }: Given) {
  const [drawn, setDrawn] = useState(wide);
  return (
    <div className="walk">
      <div role="group" aria-label="How to show it" className="walk-choice">
        {([true, false] as const).map((each) => (
          <button
            key={String(each)}
            type="button"
            className="button"
            aria-pressed={drawn === each}
            onClick={() => {
              setDrawn(each);
            }}
          >
            {each ? "As a graph" : "As a list"}
          </button>
        ))}
      </div>
      {drawn ? (
        <Suspense fallback={<Loading what="the graph" />}>
          <Canvas graph={graph} label={label} unfold={unfold} />
        </Suspense>
      ) : (
        <Outline graph={graph} label={label} unfold={unfold} />
      )}
    </div>
  );
}
