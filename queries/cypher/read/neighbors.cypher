// Give the numbers of the other ends of all edges of each of $numbers in $release.
UNWIND $numbers AS number
MATCH (node:Entity {release: $release, number: number})--(other:Entity)
RETURN number, collect(DISTINCT other.number);
