// List $limit nodes of a $kind of $release in order of label, those after the place $place and, at that place, number $after.
MATCH (node:Entity {release: $release, kind: $kind})
WHERE node.place >= $place AND node.number > 0 AND (node.place > $place OR node.number > $after)
RETURN node.id, node.kind, node.label, node.body ORDER BY node.place, node.number LIMIT $limit;
