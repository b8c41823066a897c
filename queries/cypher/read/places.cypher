// Give the place by label of each of $numbers in $release.
UNWIND $numbers AS number
MATCH (node:Entity {release: $release, number: number})
RETURN node.place, node.number;
