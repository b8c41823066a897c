import { expect, it } from "vitest";
import { inWords } from "./words";

it.each([
  ["MOLECULAR_PROFILE", "Molecular profile"],
  ["MolecularProfile", "Molecular profile"],
  ["has_member", "Has member"],
  ["GENE", "Gene"],
])("%s is said as %s", (name, said) => {
  expect(inWords(name)).toBe(said);
});
