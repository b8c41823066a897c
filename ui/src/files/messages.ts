import type { AlterationInput } from "../generated/graphql";
import type { Summary } from "./gathered";

/** What the page asks of the worker that reads a file. */
export type Request =
  | { ask: "read"; file: File }
  | { ask: "summary"; sample: string }
  | { ask: "take"; sample: string; groups: string[] };

/** What the worker says of the file. */
export type Said =
  | { say: "progress"; share: number }
  | { say: "summary"; summary: Summary }
  | { say: "taken"; alterations: AlterationInput[] }
  | { say: "refused"; problem: string };
