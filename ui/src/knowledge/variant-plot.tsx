import { AxisBottom, AxisLeft } from "@visx/axis";
import { scaleLinear } from "@visx/scale";
import { Circle, Line } from "@visx/shape";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Link } from "wouter";
import { Fold } from "../components/fold";
import { pageOf } from "../components/links";
import { count } from "../components/words";
import type { GeneQuery } from "../generated/graphql";
import { ofRegion, places, type Place } from "./places";
import type { Statement } from "./use-statements";

type Region = NonNullable<GeneQuery["gene"]>["regions"][number];
type Given = { symbol: string; statements: readonly Statement[]; regions: readonly Region[] };

const WIDTH = 720;
const HEIGHT = 240;
const EDGE = { left: 46, right: 16, top: 26, bottom: 76 };
const BAND = 12;
const NAMED = 8;

/** Draw where along the protein the statements of a gene lie, over its known exons and domains; a table says the same. */
export function VariantPlot({ symbol, statements, regions }: Given) {
  const found = useMemo(() => places(symbol, statements), [symbol, statements]);
  const [chosen, setChosen] = useState<number | null>(null);
  const frame = useRef<SVGSVGElement>(null);
  if (found.length === 0) return null;
  const last = Math.max(...found.map((place) => place.position), ...regions.map((region) => region.end));
  const most = Math.max(...found.map((place) => place.count));
  const x = scaleLinear({ domain: [1, last * 1.03], range: [EDGE.left, WIDTH - EDGE.right] });
  const y = scaleLinear({ domain: [0, most], range: [HEIGHT - EDGE.bottom, EDGE.top], nice: true });
  const named = [...found].sort((a, b) => b.count - a.count).slice(0, NAMED);
  const at = found.find((place) => place.position === chosen);
  const current = at ?? named[0];
  const walk = (event: KeyboardEvent) => {
    const here = found.findIndex((place) => place.position === current?.position);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: found.length - 1 }[event.key];
    const next = to === undefined ? undefined : found[to];
    if (to === undefined) return;
    event.preventDefault();
    if (next) frame.current?.querySelector<SVGElement>(`[data-position="${next.position}"]`)?.focus();
  };
  return (
    <figure className="plot">
      <p className="muted">
        {count(found.length, "position")} of {symbol} with accepted statements that name a change there. Follow them with the arrow keys. The axis ends
        behind the last that is named: the release holds no lengths of proteins.
      </p>
      <div className="plot-scroll">
        <svg ref={frame} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={`Statements by position in ${symbol}`}>
          <AxisLeft scale={y} left={EDGE.left} tickValues={y.ticks(4).filter(Number.isInteger)} tickFormat={(value) => String(value)} axisClassName="axis" label="Statements" labelOffset={26} />
          <AxisBottom scale={x} top={HEIGHT - EDGE.bottom + 2 * BAND + 4} numTicks={8} axisClassName="axis" label="Position in the protein (residue)" />
          {regions.map((region) => (
            <Band key={`${region.name} ${region.start}`} region={region} from={x(region.start)} to={x(region.end)} />
          ))}
          {found.map((place) => (
            <g
              key={place.position}
              role="button"
              tabIndex={place.position === current?.position ? 0 : -1}
              data-position={place.position}
              aria-pressed={place.position === chosen}
              aria-label={inWords(place, regions)}
              className={place.position === chosen ? "lollipop chosen" : "lollipop"}
              onFocus={() => {
                setChosen(place.position);
              }}
              onClick={() => {
                setChosen(place.position);
              }}
              onMouseEnter={() => {
                setChosen(place.position);
              }}
              onKeyDown={walk}
            >
              <Line className="stem" from={{ x: x(place.position), y: y(0) }} to={{ x: x(place.position), y: y(place.count) }} />
              <Circle className="bob" cx={x(place.position)} cy={y(place.count)} r={place.position === chosen ? 6.5 : 4.5} />
            </g>
          ))}
          {apart(named.map((place) => ({ at: x(place.position), high: y(place.count), place }))).map(({ at: across, place }) => (
            <text key={place.position} className="bob-name" x={across} y={y(place.count) - 9} textAnchor="middle" aria-hidden="true">
              {place.names[0]}
            </text>
          ))}
        </svg>
      </div>
      <figcaption>
        {at ? <PlaceView place={at} regions={regions} /> : <p className="muted">Point at a position, or reach it by key, to read what is said of it.</p>}
      </figcaption>
      <Fold title="The same as a table">
        <PlaceTable symbol={symbol} found={found} statements={statements} regions={regions} />
      </Fold>
    </figure>
  );
}

/** A band under the plot: exons in the upper row, domains in the lower. */
function Band({ region, from, to }: { region: Region; from: number; to: number }) {
  const top = HEIGHT - EDGE.bottom + (region.isDomain ? BAND + 4 : 2);
  const short = region.isDomain ? region.name : region.name.replace("exon ", "");
  return (
    <g aria-hidden="true" className={region.isDomain ? "band domain" : "band"}>
      <title>{`${region.name}, residues ${region.start} to ${region.end} (${region.citation})`}</title>
      <rect x={from} y={top} width={Math.max(1, to - from)} height={BAND - 1} />
      {to - from > short.length * 6 && (
        <text x={(from + to) / 2} y={top + BAND - 3} textAnchor="middle">
          {short}
        </text>
      )}
    </g>
  );
}

function within(place: Place, regions: readonly Region[]): string {
  return regions.filter((region) => region.start <= place.position && place.position <= region.end).map((region) => region.name).join(", ");
}

function inWords(place: Place, regions: readonly Region[]): string {
  const where = within(place, regions);
  return `Position ${place.position}${where && `, ${where}`}: ${place.names.join(", ")}; ${count(place.count, "statement")}`;
}

const FEW = 6;

function PlaceView({ place, regions }: { place: Place; regions: readonly Region[] }) {
  const [first, rest] = [place.profiles.slice(0, FEW), place.profiles.length - FEW];
  return (
    <p>
      <strong>{inWords(place, regions)}</strong>
      {". Profiles: "}
      {first.map((profile, index) => (
        <span key={profile.id}>
          {index > 0 && "; "}
          <Link href={pageOf("MOLECULAR_PROFILE", profile.id)}>{profile.label}</Link>
        </span>
      ))}
      {rest > 0 && <span className="muted"> and {rest} more</span>}
    </p>
  );
}

type TableGiven = Given & { found: readonly Place[] };

function PlaceTable({ symbol, found, statements, regions }: TableGiven) {
  const whole = regions.map((region) => ({ region, said: ofRegion(symbol, region.name, statements) })).filter(({ said }) => said > 0);
  return (
    <div className="table-scroll" role="region" aria-label={`Positions of ${symbol}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Position</th>
            <th scope="col">Lies in</th>
            <th scope="col">Changes</th>
            <th scope="col">Statements</th>
          </tr>
        </thead>
        <tbody>
          {found.map((place) => (
            <tr key={place.position}>
              <th scope="row">{place.position}</th>
              <td>{within(place, regions)}</td>
              <td>{place.names.join(", ")}</td>
              <td>{place.count}</td>
            </tr>
          ))}
          {whole.map(({ region, said }) => (
            <tr key={`${region.name} ${region.start}`}>
              <th scope="row">
                {region.start} to {region.end}
              </th>
              <td>{region.name}</td>
              <td>a class of changes in it as a whole</td>
              <td>{said}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const APART = { across: 46, down: 14 };

/** Name the strongest first, and leave out a name that would lie over one that is there. */
function apart<T>(named: { at: number; high: number; place: T }[]): { at: number; place: T }[] {
  return named.reduce<{ at: number; high: number; place: T }[]>(
    (kept, each) =>
      kept.some((other) => Math.abs(other.at - each.at) < APART.across && Math.abs(other.high - each.high) < APART.down) ? kept : [...kept, each],
    [],
  );
}
