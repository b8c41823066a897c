// Give the nodes of $release that exist among $ids.
UNWIND $ids AS id
MATCH (node:Entity {release: $release, id: id})
RETURN node.id, node.kind, node.label, node.body;
