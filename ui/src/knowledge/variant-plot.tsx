import { AxisBottom, AxisLeft } from "@visx/axis";
import { Group } from "@visx/group";
import { scaleLinear } from "@visx/scale";
import { Circle, Line } from "@visx/shape";
import { places } from "./places";
import type { Statement } from "./use-statements";

const WIDTH = 720;
const HEIGHT = 200;
const EDGE = { left: 46, right: 16, top: 26, bottom: 36 };
const NAMED = 8;

/** Draw where along the protein the statements of a gene lie; the table below holds the same in words. */
export function VariantPlot({ symbol, statements }: { symbol: string; statements: readonly Statement[] }) {
  const found = places(symbol, statements);
  if (found.length < 2) return null;
  const last = Math.max(...found.map((place) => place.position));
  const most = Math.max(...found.map((place) => place.count));
  const x = scaleLinear({ domain: [1, last * 1.03], range: [EDGE.left, WIDTH - EDGE.right] });
  const y = scaleLinear({ domain: [0, most], range: [HEIGHT - EDGE.bottom, EDGE.top], nice: true });
  const named = [...found].sort((a, b) => b.count - a.count).slice(0, NAMED);
  const top = named[0];
  const said = top
    ? `Statements by position in ${symbol}: ${found.length} positions; most, ${top.count}, at position ${top.position} (${top.names.join(", ")}).`
    : "";
  return (
    <figure className="plot">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said}>
        <AxisLeft scale={y} left={EDGE.left} numTicks={4} tickFormat={(value) => String(value)} axisClassName="axis" label="Statements" labelOffset={26} />
        <AxisBottom scale={x} top={HEIGHT - EDGE.bottom} numTicks={8} axisClassName="axis" label="Position in the protein" />
        {found.map((place) => (
          <Group key={place.position}>
            <Line
              className="stem"
              from={{ x: x(place.position), y: y(0) }}
              to={{ x: x(place.position), y: y(place.count) }}
            />
            <Circle className="bob" cx={x(place.position)} cy={y(place.count)} r={4.5} />
          </Group>
        ))}
        {apart(named.map((place) => ({ at: x(place.position), place }))).map(({ at, place }) => (
          <text key={place.position} className="bob-name" x={at} y={y(place.count) - 9} textAnchor="middle">
            {place.names[0]}
          </text>
        ))}
      </svg>
      <figcaption className="muted">
        Accepted statements that name a protein change, by position. The table below lists them all.
      </figcaption>
    </figure>
  );
}

const APART = 46;

/** Name the strongest first, and leave out a name that would lie over one that is there. */
function apart<T>(named: { at: number; place: T }[]): { at: number; place: T }[] {
  return named.reduce<{ at: number; place: T }[]>(
    (kept, each) => (kept.some((other) => Math.abs(other.at - each.at) < APART) ? kept : [...kept, each]),
    [],
  );
}
