// Give the nodes of $release with these $numbers.
UNWIND $numbers AS number
MATCH (node:Entity {release: $release, number: number})
RETURN node.number, node.id, node.kind, node.label, node.body;
