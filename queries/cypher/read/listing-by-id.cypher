// List $limit nodes of a $kind of $release in order of identifier, those after number $after.
MATCH (node:Entity {release: $release, kind: $kind})
WHERE node.number > $after
RETURN node.id, node.kind, node.label, node.body ORDER BY node.number LIMIT $limit;
