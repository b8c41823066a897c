// Give the number and kind of each node of $release that exists among $ids.
UNWIND $ids AS id
MATCH (node:Entity {release: $release, id: id})
RETURN node.id, node.number, node.kind;
