import { useMemo, useState } from "react";
import { useAnswer } from "../api/use-answer";
import { Answered, Empty } from "../components/states";
import { SurroundingsDocument } from "../generated/graphql";
import { turned, type Opened } from "../graph/opened";
import { WalkGraph } from "../graph/walk-graph";
import { neighborhood, toRead, walkedTo, type Around } from "./neighborhood";

type Stop = { id: string; label: string };

/** Walk from one thing to what stands beside it, and on from there; the way back is kept. */
export default function NeighborhoodWalk({ id, label }: Stop) {
  const [way, setWay] = useState<Stop[]>([{ id, label }]);
  const [opened, setOpened] = useState<Opened>(new Map());
  const here = way.at(-1) ?? { id, label };
  const asked = useAnswer(SurroundingsDocument, { id: here.id, first: toRead(opened) });
  const walk = (next: Stop[]) => {
    setWay(next);
    setOpened(new Map());
  };
  return (
    <>
      {way.length > 1 && (
        <nav aria-label="The way walked">
          <ol className="walked">
            {way.map((stop, index) => (
              <li key={`${index} ${stop.id}`}>
                {index === way.length - 1 ? (
                  <b aria-current="step">{stop.label}</b>
                ) : (
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      walk(way.slice(0, index + 1));
                    }}
                  >
                    {stop.label}
                  </button>
                )}
              </li>
            ))}
          </ol>
        </nav>
      )}
      <Answered asked={asked} what="what stands beside it">
        {({ surroundings }) => (
          <Around
            around={surroundings}
            opened={opened}
            unfold={(node, stop) => {
              if (stop) walk([...way, stop]);
              else setOpened(turned(opened, node));
            }}
          />
        )}
      </Answered>
    </>
  );
}

type Given = { around: Around; opened: Opened; unfold: (id: string, walkTo: Stop | null) => void };

function Around({ around, opened, unfold }: Given) {
  const graph = useMemo(() => neighborhood(around, opened), [around, opened]);
  if (around.groups.length === 0) return <Empty>Nothing of this release stands beside it.</Empty>;
  return (
    <WalkGraph
      graph={graph}
      label={`What stands beside ${around.center.label}`}
      unfold={(id) => {
        const to = walkedTo(id);
        const label = graph.nodes.find((node) => node.id === id)?.label ?? "";
        unfold(id, to === null ? null : { id: to, label });
      }}
    />
  );
}
