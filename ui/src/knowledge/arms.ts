export type Arm = { id: string; label: string; status: string | null; description: string | null; sources: readonly string[] };

/** Join the arms that two sources describe in the same words, each with all who tell of it and the status that one of them gives. */
export function joinArms(arms: readonly Arm[]): Arm[] {
  const found = new Map<string, Arm>();
  for (const arm of arms) {
    const words = `${arm.label} ${arm.description ?? ""}`.toLowerCase().replaceAll(/\s+/g, " ");
    const known = found.get(words);
    const sources = [...new Set([...(known?.sources ?? []), ...arm.sources])];
    found.set(words, { ...(known ?? arm), status: known?.status ?? arm.status, sources });
  }
  return [...found.values()];
}
